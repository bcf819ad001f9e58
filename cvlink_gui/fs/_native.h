/* What the compiled twin's files share: columns that grow, and Python's values of them. */
#ifndef CVLINK_NATIVE_H
#define CVLINK_NATIVE_H

#define _GNU_SOURCE
#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char *at;
    size_t size, room;
} Bytes;

/* Room for `count` more; NULL without memory. */
static inline char *more(Bytes *to, size_t count)
{
    if (to->room - to->size < count) {
        size_t room = to->room + to->room / 2 + count + 256;
        char *at = realloc(to->at, room);
        if (!at)
            return NULL;
        to->at = at;
        to->room = room;
    }
    to->size += count;
    return to->at + to->size - count;
}

static inline int add(Bytes *to, const void *from, size_t count)
{
    char *at = count ? more(to, count) : NULL;
    if (at)
        memcpy(at, from, count);
    return at || !count ? 0 : -1;
}

static inline int add_number(Bytes *to, size_t number)
{
    uint32_t value = (uint32_t)number;
    return add(to, &value, sizeof value);
}

/* Gives back the room that is not needed any more. */
static inline void fit(Bytes *bytes)
{
    char *at = bytes->size < bytes->room ? realloc(bytes->at, bytes->size + 1) : NULL;
    if (at) {
        bytes->at = at;
        bytes->room = bytes->size + 1;
    }
}

static inline void drop(Bytes *gone)
{
    free(gone->at);
    memset(gone, 0, sizeof *gone);
}

#define COUNT(bytes, type) ((bytes).size / sizeof(type))
#define AT(bytes, type) ((type *)(void *)(bytes).at)

typedef PyObject *Maker(const char *, Py_ssize_t);

/* The columns are given up one by one: there is never more than one of them twice. */
static inline PyObject *as_tuple(Bytes *columns, Py_ssize_t count, Maker *make)
{
    PyObject *made = PyTuple_New(count);
    for (Py_ssize_t at = 0; made && at < count; at++) {
        PyObject *column = make(columns[at].at, (Py_ssize_t)columns[at].size);
        drop(&columns[at]);
        if (!column || PyTuple_SetItem(made, at, column)) {
            Py_DECREF(made);
            made = NULL;
        }
    }
    return made;
}

/* _annotations.c */
PyObject *annotations(PyObject *module, PyObject *arguments);
PyObject *placed(PyObject *module, PyObject *arguments);

#endif
