/* Annotations of COCO files for the twin in `coco_plain.py`, read without the interpreter.
 *
 *   annotations(text, begin) -> (image ids, class ids, begins, end) of a list of COCO, or None
 *   placed(ids, known, places) -> the places of ids among known ones, or None
 */
#include "_native.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define DEEPEST 64 /* levels within a value */
#define DIGITS 18  /* of an id; more may not fit into 64 bits */

/* Text that is read. Each function below gets a place in it and tells what comes after what stands
 * there: NULL where that is not as it is nearly always, and another reader has to look. */
typedef struct {
    const char *end;
} Text;

typedef struct {
    int64_t image, kind;
    int has_image, has_kind;
} Ids;

typedef struct {
    Bytes images, kinds, begins;
} Annotations;

static const char *after_spaces(const Text *text, const char *at)
{
    while (at < text->end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
        at++;
    return at;
}

/* After the rest of a text behind its first quote. */
static const char *after_text(const Text *text, const char *at)
{
    while (at < text->end && *at != '"') {
        if ((unsigned char)*at < ' ')
            return NULL;
        if (*at == '\\' && (++at == text->end || !*at || !strchr("\"\\/bfnrt", *at)))
            return NULL;
        at++;
    }
    return at < text->end ? at + 1 : NULL;
}

static const char *after_digits(const Text *text, const char *at)
{
    const char *begin = at;
    while (at < text->end && (unsigned char)(*at - '0') < 10)
        at++;
    return at > begin ? at : NULL;
}

static const char *after_number(const Text *text, const char *at)
{
    if (at < text->end && *at == '-')
        at++;
    const char *first = at;
    at = after_digits(text, at);
    if (!at || (*first == '0' && at > first + 1))
        return NULL;
    if (at < text->end && *at == '.')
        at = after_digits(text, at + 1);
    if (at && at < text->end && (*at == 'e' || *at == 'E')) {
        at++;
        at = after_digits(text, at + (at < text->end && (*at == '+' || *at == '-')));
    }
    return at;
}

static const char *after_word(const Text *text, const char *at)
{
    static const char *const words[] = {"true", "false", "null"};
    for (int word = 0; word < 3; word++) {
        size_t size = strlen(words[word]);
        if ((size_t)(text->end - at) >= size && !memcmp(at, words[word], size))
            return at + size;
    }
    return NULL;
}

static const char *after_colon(const Text *text, const char *at)
{
    at = after_spaces(text, at);
    return at < text->end && *at == ':' ? after_spaces(text, at + 1) : NULL;
}

/* After the key of an object and its colon. */
static const char *after_key(const Text *text, const char *at)
{
    at = at < text->end && *at == '"' ? after_text(text, at + 1) : NULL;
    return at ? after_colon(text, at) : NULL;
}

static const char *after_scalar(const Text *text, const char *at)
{
    if (*at == '"')
        return after_text(text, at + 1);
    return *at >= 'a' ? after_word(text, at) : after_number(text, at);
}

/* Where it stands in a value: a bit for each level it is in, the last one lowest: 1 in an object. */
typedef struct {
    uint64_t objects;
    int depth;
} Levels;

static char end_of(const Levels *in)
{
    return in->objects & 1 ? '}' : ']';
}

/* At what comes first in a list or an object: its first value, its first key, its end. */
static const char *go_in(const Text *text, const char *at, Levels *in)
{
    if (in->depth == DEEPEST)
        return NULL;
    in->depth++;
    in->objects = in->objects << 1 | (*at == '{');
    at = after_spaces(text, at + 1);
    return at < text->end ? at : NULL;
}

/* Behind a value: at the next one around it, or, with depth 0, after all. */
static const char *go_on(const Text *text, const char *at, Levels *in)
{
    while (at && in->depth) {
        at = after_spaces(text, at);
        if (at == text->end)
            return NULL;
        if (*at == ',') {
            at = after_spaces(text, at + 1);
            return in->objects & 1 ? after_key(text, at) : at;
        }
        if (*at != end_of(in))
            return NULL;
        in->objects >>= 1;
        in->depth--;
        at++;
    }
    return at;
}

#ifdef __SSE2__
#define BLOCK 64

/* Which bytes of a block are what: a bit for each, that of the first one lowest. */
typedef struct {
    uint64_t digits, zeros, points, commas, spaces;
} Bits;

static uint64_t bits_of(__m128i found, int at)
{
    return (uint64_t)(uint32_t)_mm_movemask_epi8(found) << at;
}

static Bits bits_at(const char *block)
{
    Bits bits = {0};
    for (int at = 0; at < BLOCK; at += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(block + at));
        __m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
        __m128i digits = _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8(9)), above);
        bits.digits |= bits_of(digits, at);
        bits.zeros |= bits_of(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('0')), at);
        bits.points |= bits_of(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('.')), at);
        bits.commas |= bits_of(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(',')), at);
        bits.spaces |= bits_of(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')), at);
    }
    return bits;
}

/* True for numbers as JSON has them, none below 0 or with an exponent, each with a comma behind
 * it, and at most one space before the next one. `part` covers them, the last comma is its end. */
static int are_numbers(Bits bits, uint64_t part)
{
    uint64_t digits = bits.digits & part, points = bits.points & part;
    uint64_t commas = bits.commas & part, spaces = bits.spaces & part;
    uint64_t behind = commas << 1 & part;
    uint64_t first = 1 | (behind & ~spaces) | (spaces << 1 & part);
    uint64_t fractions = points << 1;
    uint64_t ends = (digits + fractions) & ~digits; /* the carry goes through all its digits */
    uint64_t wrong = (first & ~digits) | (spaces & ~behind) | (fractions & ~digits) |
                     ((first & bits.zeros) << 1 & digits) | (ends & points);
    return !wrong;
}

/* At a later one of the numbers of a list, or at the same: outlines are most of all such files. */
static const char *past_numbers(const Text *text, const char *at)
{
    uint64_t other = 0;
    while (!other && text->end - at > BLOCK) {
        Bits bits = bits_at(at);
        other = ~(bits.digits | bits.points | bits.commas | bits.spaces);
        uint64_t usual = other ? (other & -other) - 1 : ~0ull;
        uint64_t commas = bits.commas & usual;
        if (!commas)
            break;
        int last = 63 - __builtin_clzll(commas);
        if (!are_numbers(bits, ~0ull >> (63 - last)))
            break;
        at = after_spaces(text, at + last + 1);
    }
    return at;
}
#else
static const char *past_numbers(const Text *text, const char *at)
{
    (void)text;
    return at;
}
#endif

static const char *after_value(const Text *text, const char *at)
{
    Levels in = {0};
    do {
        if (at == text->end)
            return NULL;
        if (*at != '{' && *at != '[') {
            at = go_on(text, after_scalar(text, at), &in);
            continue;
        }
        at = go_in(text, at, &in);
        if (at && *at == end_of(&in))
            at = go_on(text, at, &in);
        else if (at)
            at = in.objects & 1 ? after_key(text, at) : past_numbers(text, at);
    } while (at && in.depth);
    return at;
}

static const char *after_id(const Text *text, const char *at, int64_t *id)
{
    int sign = at < text->end && *at == '-' ? -1 : 1;
    const char *first = at + (sign < 0), *last = after_digits(text, first);
    if (!last || last - first > DIGITS || (*first == '0' && (last > first + 1 || sign < 0)))
        return NULL;
    if (last < text->end && (*last == '.' || *last == 'e' || *last == 'E'))
        return NULL;
    for (*id = 0; first < last; first++)
        *id = *id * 10 + (*first - '0');
    *id *= sign;
    return last;
}

static int is_key(const char *key, size_t size, const char *name)
{
    return size == strlen(name) && !memcmp(key, name, size);
}

/* After one key and its value. */
static const char *after_pair(const Text *text, const char *at, Ids *ids)
{
    const char *key = at + 1;
    at = at < text->end && *at == '"' ? after_text(text, key) : NULL;
    if (!at || memchr(key, '\\', (size_t)(at - key)))
        return NULL; /* it may be any key */
    size_t size = (size_t)(at - 1 - key);
    at = after_colon(text, at);
    if (!at || is_key(key, size, "segments_info"))
        return NULL;
    if (is_key(key, size, "image_id"))
        return ids->has_image = 1, after_id(text, at, &ids->image);
    if (is_key(key, size, "category_id"))
        return ids->has_kind = 1, after_id(text, at, &ids->kind);
    return after_value(text, at);
}

/* After an annotation that is of one image and one class. */
static const char *after_annotation(const Text *text, const char *at, Ids *ids)
{
    memset(ids, 0, sizeof *ids);
    do {
        at = after_pair(text, after_spaces(text, at + 1), ids);
        at = at ? after_spaces(text, at) : NULL;
    } while (at && at < text->end && *at == ',');
    int whole = at && at < text->end && *at == '}' && ids->has_image && ids->has_kind;
    return whole ? at + 1 : NULL;
}

/* After the last annotation of a list, from the first one on; NULL as well without memory. */
static const char *read_annotations(const Text *text, const char *begin, size_t from,
                                    Annotations *found)
{
    const char *at = begin, *after;
    Ids ids;
    for (;;) {
        uint64_t place = from + (size_t)(at - begin);
        if (at == text->end || *at != '{')
            return NULL;
        after = after_annotation(text, at, &ids);
        if (!after || add(&found->begins, &place, sizeof place) ||
            add(&found->images, &ids.image, sizeof ids.image) ||
            add(&found->kinds, &ids.kind, sizeof ids.kind))
            return NULL;
        at = after_spaces(text, after);
        if (at == text->end || *at != ',')
            break;
        at = after_spaces(text, at + 1);
    }
    return at < text->end && *at == ']' ? after : NULL;
}

#define SPREAD 64 /* places in a table for each id that is known; COCO 2017 has 5 */

/* A table of places by ids from 0 on, -1 for no such id; NULL where they do not count anything. */
static int32_t *table_of_ids(const int64_t *known, const int32_t *places, size_t count,
                             size_t *room)
{
    *room = 0;
    for (size_t at = 0; at < count; at++) {
        if (known[at] < 0 || (uint64_t)known[at] >= SPREAD * (uint64_t)count)
            return NULL;
        if ((size_t)known[at] >= *room)
            *room = (size_t)known[at] + 1;
    }
    int32_t *table = *room ? malloc(*room * sizeof *table) : NULL;
    if (!table)
        return NULL;
    memset(table, -1, *room * sizeof *table);
    for (size_t at = 0; at < count; at++)
        table[known[at]] = places[at];
    return table;
}

/* ---- Python ---- */

PyObject *annotations(PyObject *module, PyObject *arguments)
{
    (void)module;
    PyObject *made = NULL;
    const char *data, *after = NULL;
    Py_ssize_t size, begin;
    Annotations found = {0};
    if (!PyArg_ParseTuple(arguments, "y#n", &data, &size, &begin))
        return NULL;
    if (begin >= 0 && begin <= size) {
        Text text = {data + size};
        Py_BEGIN_ALLOW_THREADS
        after = read_annotations(&text, data + begin, (size_t)begin, &found);
        Py_END_ALLOW_THREADS
    }
    if (after) {
        Bytes columns[] = {found.images, found.kinds, found.begins};
        memset(&found, 0, sizeof found);
        made = Py_BuildValue("Nn", as_tuple(columns, 3, PyBytes_FromStringAndSize),
                             (Py_ssize_t)(after - data));
    }
    drop(&found.images);
    drop(&found.kinds);
    drop(&found.begins);
    return after ? made : Py_BuildValue("");
}

PyObject *placed(PyObject *module, PyObject *arguments)
{
    (void)module;
    const char *ids, *known, *places;
    Py_ssize_t size, known_size, places_size;
    size_t room;
    if (!PyArg_ParseTuple(arguments, "y#y#y#", &ids, &size, &known, &known_size, &places,
                          &places_size))
        return NULL;
    size_t count = (size_t)known_size / sizeof(int64_t), of = (size_t)size / sizeof(int64_t);
    int32_t *table = NULL;
    if ((size_t)places_size == count * sizeof(int32_t))
        table = table_of_ids((const int64_t *)(const void *)known,
                             (const int32_t *)(const void *)places, count, &room);
    if (!table)
        return Py_BuildValue("");
    PyObject *made = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(of * sizeof *table));
    if (made) {
        int32_t *to = (int32_t *)(void *)PyBytes_AsString(made);
        for (size_t at = 0; at < of; at++) {
            uint64_t id = (uint64_t)((const int64_t *)(const void *)ids)[at];
            to[at] = id < room ? table[id] : -1;
        }
    }
    free(table);
    return made;
}
