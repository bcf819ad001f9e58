<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="tr" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>No project is open.</source>
        <translation>Açık proje yok.</translation>
    </message>
    <message>
        <source>No scan is under way.</source>
        <translation>Süren bir tarama yok.</translation>
    </message>
    <message>
        <source>Warming up is under way.</source>
        <translation>Isıtma sürüyor.</translation>
    </message>
    <message>
        <source>Nothing is warmed up now.</source>
        <translation>Şu anda ısıtılan bir şey yok.</translation>
    </message>
    <message>
        <source>No change is under way.</source>
        <translation>Süren bir değişiklik yok.</translation>
    </message>
    <message>
        <source>This cannot be stopped halfway.</source>
        <translation>Bu yarıda durdurulamaz.</translation>
    </message>
    <message>
        <source>Nothing is selected.</source>
        <translation>Hiçbir şey seçili değil.</translation>
    </message>
    <message>
        <source>No link is selected.</source>
        <translation>Seçili bağlantı yok.</translation>
    </message>
    <message>
        <source>Select exactly one link.</source>
        <translation>Yalnızca bir bağlantı seçin.</translation>
    </message>
    <message>
        <source>The scan is not at its end yet.</source>
        <translation>Tarama henüz bitmedi.</translation>
    </message>
    <message>
        <source>Select an experiment, or something in it.</source>
        <translation>Bir deney ya da içinden bir şey seçin.</translation>
    </message>
    <message>
        <source>Nothing was audited yet.</source>
        <translation>Henüz bir şey denetlenmedi.</translation>
    </message>
    <message>
        <source>A change is under way.</source>
        <translation>Bir değişiklik yapılıyor.</translation>
    </message>
    <message>
        <source>Nothing to undo.</source>
        <translation>Geri alınacak bir şey yok.</translation>
    </message>
    <message>
        <source>Nothing to redo.</source>
        <translation>Yinelenecek bir şey yok.</translation>
    </message>
    <message>
        <source>Something unexpected happened: {0}</source>
        <translation>Beklenmedik bir hata oluştu: {0}</translation>
    </message>
    <message>
        <source>Another change is under way; this one can be made after it.</source>
        <translation>Başka bir değişiklik sürüyor; bu, onun ardından yapılabilir.</translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n çakışma</numerusform>
        </translation>
    </message>
    <message>
        <source>folder</source>
        <translation>klasör</translation>
    </message>
    <message>
        <source>create link</source>
        <translation>bağlantı oluşturma</translation>
    </message>
    <message>
        <source>retarget link</source>
        <translation>bağlantının hedefini değiştirme</translation>
    </message>
    <message>
        <source>remove link (its target stays)</source>
        <translation>bağlantı kaldırma (hedefi kalır)</translation>
    </message>
    <message>
        <source>make folder</source>
        <translation>klasör oluşturma</translation>
    </message>
    <message>
        <source>remove empty folder</source>
        <translation>boş klasör kaldırma</translation>
    </message>
    <message>
        <source>Open a project folder</source>
        <translation>Proje klasörünü aç</translation>
    </message>
    <message>
        <source>Where shall the sample project be made?</source>
        <translation>Örnek proje nerede oluşturulsun?</translation>
    </message>
    <message>
        <source>There are no files or folders on the clipboard. Copy a dataset first.</source>
        <translation>Panoda dosya ya da klasör yok. Önce bir veri kümesi kopyalayın.</translation>
    </message>
    <message>
        <source>Link to experiment</source>
        <translation>Deneye bağla</translation>
    </message>
    <message>
        <source>Experiment (a new name makes a new one):</source>
        <translation>Deney (yeni bir ad, yeni bir deney oluşturur):</translation>
    </message>
    <message>
        <source>Name of the link:</source>
        <translation>Bağlantının adı:</translation>
    </message>
    <message>
        <source>Rename link</source>
        <translation>Bağlantıyı yeniden adlandır</translation>
    </message>
    <message>
        <source>What shall it lead to? A path in the project, or an absolute one:</source>
        <translation>Hedefi ne olsun? Projede bir yol ya da mutlak bir yol:</translation>
    </message>
    <message>
        <source>Retarget</source>
        <translation>Hedefi değiştir</translation>
    </message>
    <message>
        <source>The target is not shown here:</source>
        <translation>Hedef burada gösterilmiyor:</translation>
    </message>
    <message>
        <source>link {0}</source>
        <translation>bağlantı {0}</translation>
    </message>
    <message>
        <source>Show the plan</source>
        <translation>Planı göster</translation>
    </message>
    <message>
        <source>waived</source>
        <translation>muaf</translation>
    </message>
    <message>
        <source>error</source>
        <translation>hata</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>uyarı</translation>
    </message>
    <message>
        <source>information</source>
        <translation>bilgi</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n hata</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n uyarı</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n not</numerusform>
        </translation>
    </message>
    <message>
        <source>no label</source>
        <translation>etiketi yok</translation>
    </message>
    <message>
        <source>no image</source>
        <translation>görüntüsü yok</translation>
    </message>
    <message>
        <source>broken class</source>
        <translation>kırık sınıf</translation>
    </message>
    <message>
        <source>in both splits</source>
        <translation>iki split’te de</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>yerinde yok</translation>
    </message>
    <message>
        <source>same bytes</source>
        <translation>aynı baytlar</translation>
    </message>
    <message>
        <source>the storage does not answer</source>
        <translation>depolama yanıt vermiyor</translation>
    </message>
    <message>
        <source>not an image</source>
        <translation>görüntü değil</translation>
    </message>
    <message>
        <source>too large to be shown</source>
        <translation>gösterilemeyecek kadar büyük</translation>
    </message>
    <message>
        <source>the image is damaged</source>
        <translation>görüntü bozuk</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>sıradan bir dosya değil</translation>
    </message>
    <message>
        <source>no permission</source>
        <translation>izin yok</translation>
    </message>
</context>
<context>
    <name>Auditor</name>
    <message>
        <source>Looking at the folders</source>
        <translation>Klasörlere bakılıyor</translation>
    </message>
    <message>
        <source>Auditing {0}</source>
        <translation>{0} denetleniyor</translation>
    </message>
    <message>
        <source>no plan can mend it by changing links</source>
        <translation>bağlantı değiştirerek onaracak bir plan yok</translation>
    </message>
    <message>
        <source>Planning</source>
        <translation>Planlanıyor</translation>
    </message>
    <message>
        <source>The splits have changed since. Audit again to see what they have.</source>
        <translation>Split’ler o zamandan beri değişti. İçindekileri görmek için yeniden denetleyin.</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>Bakılıyor</translation>
    </message>
    <message>
        <source>Reading images</source>
        <translation>Görüntüler okunuyor</translation>
    </message>
    <message>
        <source>The report was saved: {0}</source>
        <translation>Rapor kaydedildi: {0}</translation>
    </message>
    <message>
        <source>Saving the report</source>
        <translation>Rapor kaydediliyor</translation>
    </message>
    <message>
        <source>No change of links mends this.</source>
        <translation>Bunu hiçbir bağlantı değişikliği onarmaz.</translation>
    </message>
</context>
<context>
    <name>Audits</name>
    <message>
        <source>This is not shown in the trees:</source>
        <translation>Bu, ağaçlarda gösterilmiyor:</translation>
    </message>
    <message>
        <source>Page (*.html)</source>
        <translation>Sayfa (*.html)</translation>
    </message>
    <message>
        <source>Data (*.json)</source>
        <translation>Veri (*.json)</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Raporu kaydet</translation>
    </message>
</context>
<context>
    <name>CancelQuestion</name>
    <message>
        <source>Cancel the change</source>
        <translation>Değişikliği iptal et</translation>
    </message>
    <message>
        <source>Cancel “{0}”?</source>
        <translation>“{0}” iptal edilsin mi?</translation>
    </message>
    <message>
        <source>It goes on until you choose. What is kept can be undone later.</source>
        <translation>Siz seçene dek sürer. Kalanlar sonra geri alınabilir.</translation>
    </message>
    <message>
        <source>It goes on until you choose. It is done as a whole, or not at all.</source>
        <translation>Siz seçene dek sürer. Ya bütünüyle yapılır ya da hiç yapılmaz.</translation>
    </message>
    <message>
        <source>Take it all back</source>
        <translation>Hepsini geri al</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Sürdür</translation>
    </message>
    <message>
        <source>Keep what is done ({0} of {1})</source>
        <translation>Yapılanları koru ({0} / {1})</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Not {0}</source>
        <translation>{0} hariç</translation>
    </message>
    <message>
        <source>Click: only these, without these, off</source>
        <translation>Tıklayınca sırayla: yalnızca bunlar, bunlar hariç, kapalı</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>Filter by name…</source>
        <translation>Ada göre filtrele…</translation>
    </message>
    <message>
        <source>Kind of filter</source>
        <translation>Filtre türü</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Metin</translation>
    </message>
    <message>
        <source>Glob</source>
        <translation>Glob</translation>
    </message>
    <message>
        <source>Regex</source>
        <translation>Regex</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>Kırık</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Belirsiz</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>Sağlam</translation>
    </message>
    <message>
        <source>No regular expression: {0}</source>
        <translation>Geçerli bir düzenli ifade değil: {0}</translation>
    </message>
</context>
<context>
    <name>FindingDetail</name>
    <message>
        <source>Fix…</source>
        <translation>Onar…</translation>
    </message>
    <message>
        <source>Show the images…</source>
        <translation>Görüntüleri göster…</translation>
    </message>
    <message>
        <source>About this problem</source>
        <translation>Bu sorun hakkında</translation>
    </message>
    <message>
        <source>Choose a problem to see what it means.</source>
        <translation>Ne anlama geldiğini görmek için bir sorun seçin.</translation>
    </message>
    <message>
        <source>no experiment</source>
        <translation>deney yok</translation>
    </message>
    <message>
        <source>Fix all {0} of these in {1}…</source>
        <translation>{1} içindeki {0} tanesini onar…</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Nedir</translation>
    </message>
    <message>
        <source>In training</source>
        <translation>Eğitimde</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Ne yapmalı</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Neden</translation>
    </message>
    <message>
        <source>looks at names and links only</source>
        <translation>yalnızca adlara ve bağlantılara bakar</translation>
    </message>
    <message>
        <source>reads up to 64 KiB of a file</source>
        <translation>bir dosyanın en çok 64 KiB’ını okur</translation>
    </message>
    <message>
        <source>reads every byte</source>
        <translation>her baytı okur</translation>
    </message>
    <message>
        <source>The check</source>
        <translation>Denetim</translation>
    </message>
</context>
<context>
    <name>FindingsView</name>
    <message>
        <source>Problems</source>
        <translation>Sorunlar</translation>
    </message>
    <message>
        <source>Filter problems</source>
        <translation>Sorunları filtrele</translation>
    </message>
    <message>
        <source>Filter problems…</source>
        <translation>Sorunları filtrele…</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Hatalar</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Uyarılar</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notlar</translation>
    </message>
    <message>
        <source>Only the selected experiment</source>
        <translation>Yalnızca seçili deney</translation>
    </message>
    <message>
        <source>Group problems</source>
        <translation>Sorunları grupla</translation>
    </message>
    <message>
        <source>By experiment</source>
        <translation>Deneye göre</translation>
    </message>
    <message>
        <source>By rule</source>
        <translation>Kurala göre</translation>
    </message>
    <message>
        <source>By cause</source>
        <translation>Nedene göre</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>Raporu kaydet…</translation>
    </message>
    <message>
        <source>No problem matches the filter.</source>
        <translation>Filtreye uyan sorun yok.</translation>
    </message>
    <message>
        <source>Only {0}</source>
        <translation>Yalnızca {0}</translation>
    </message>
    <message>
        <source>Fix…</source>
        <translation>Onar…</translation>
    </message>
    <message>
        <source>Fix all of this kind…</source>
        <translation>Bu türden hepsini onar…</translation>
    </message>
    <message>
        <source>Show the images…</source>
        <translation>Görüntüleri göster…</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Oraya git</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Metni kopyala</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>Geçmiş</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Değişiklik</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Zaman</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Bağlantı</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Durum</translation>
    </message>
    <message>
        <source>Take this change back</source>
        <translation>Bu değişikliği geri al</translation>
    </message>
    <message>
        <source>done</source>
        <translation>yapıldı</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>geri alındı</translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation>geri sarıldı</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>yarım kaldı</translation>
    </message>
    <message>
        <source>Nothing was changed here yet.</source>
        <translation>Burada henüz bir şey değiştirilmedi.</translation>
    </message>
    <message>
        <source>Choose a change to take it back.</source>
        <translation>Geri almak için bir değişiklik seçin.</translation>
    </message>
    <message>
        <source>This change is not in force, so it cannot be taken back.</source>
        <translation>Bu değişiklik yürürlükte değil, bu yüzden geri alınamaz.</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>İnceleyici</translation>
    </message>
    <message>
        <source>Select a folder or a link to see where it leads and who uses it.</source>
        <translation>Nereye gittiğini ve onu kimin kullandığını görmek için bir klasör ya da bağlantı seçin.</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>Zincir</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Bilgiler</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>Kullananlar</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… ve %n tane daha</numerusform>
        </translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Öğeler</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Klasörler</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Bağlantılar</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>Kırık</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Boyut</translation>
    </message>
    <message>
        <source>Real path</source>
        <translation>Gerçek yol</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Ad</translation>
    </message>
    <message>
        <source>has characters shown escaped</source>
        <translation>kaçış dizisiyle gösterilen karakterler içeriyor</translation>
    </message>
    <message>
        <source>No experiment uses it.</source>
        <translation>Hiçbir deney kullanmıyor.</translation>
    </message>
</context>
<context>
    <name>LeakDialog</name>
    <message>
        <source>In {0} and in {1}</source>
        <translation>{0} ve {1} içinde</translation>
    </message>
    <message>
        <source>Shared images</source>
        <translation>Ortak görüntüler</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Kapat</translation>
    </message>
    <message>
        <source>Return or a double click goes to the image.</source>
        <translation>Enter ya da çift tıklama görüntüye gider.</translation>
    </message>
    <message>
        <source>{0} of {1} are shown here.</source>
        <translation>Burada {1} görüntüden {0} tanesi gösteriliyor.</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Create links</source>
        <translation>Bağlantıları oluştur</translation>
    </message>
    <message>
        <source>How links name their target</source>
        <translation>Bağlantıların hedefi yazma biçimi</translation>
    </message>
    <message>
        <source>Relative links</source>
        <translation>Göreli bağlantılar</translation>
    </message>
    <message>
        <source>Absolute links</source>
        <translation>Mutlak bağlantılar</translation>
    </message>
    <message>
        <source>The shorter of both</source>
        <translation>İkisinden kısa olanı</translation>
    </message>
    <message>
        <source>Retarget links that are in the place</source>
        <translation>Var olanların hedefini değiştir</translation>
    </message>
    <message>
        <source>Allow this folder…</source>
        <translation>Bu klasöre izin ver…</translation>
    </message>
    <message>
        <source>F2 or a double click edits a name.</source>
        <translation>Bir adı düzenlemek için F2’ye basın ya da çift tıklayın.</translation>
    </message>
    <message>
        <source>in the way</source>
        <translation>yeri dolu</translation>
    </message>
    <message>
        <source>Links may lead to {0}, because:</source>
        <translation>Bağlantılar {0} yoluna gidebilir, çünkü:</translation>
    </message>
    <message>
        <source>Allow a folder outside the project</source>
        <translation>Proje dışındaki bir klasöre izin ver</translation>
    </message>
</context>
<context>
    <name>LiveView</name>
    <message>
        <source>Watching for changes</source>
        <translation>Değişiklikler izlemeye alınıyor</translation>
    </message>
    <message>
        <source>Looking at changes</source>
        <translation>Değişikliklere bakılıyor</translation>
    </message>
    <message numerus="yes">
        <source>The system does not let all folders be watched: of changes in %Ln of them nothing is heard. They are looked at again from time to time.</source>
        <translation>
            <numerusform>Sistem bütün klasörlerin izlenmesine izin vermiyor: %Ln klasördeki değişiklikler duyulmuyor. Onlara ara sıra yeniden bakılıyor.</numerusform>
        </translation>
    </message>
    <message>
        <source>The limit is fs.inotify.max_user_watches; see sysctl.</source>
        <translation>Sınır fs.inotify.max_user_watches değeridir; bkz. sysctl.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Toolbar</source>
        <translation>Araç çubuğu</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Kaldır</translation>
    </message>
    <message>
        <source>Create links</source>
        <translation>Bağlantıları oluştur</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Uygula</translation>
    </message>
    <message>
        <source>Undo: {0}</source>
        <translation>Geri al: {0}</translation>
    </message>
    <message>
        <source>Redo: {0}</source>
        <translation>Yinele: {0}</translation>
    </message>
</context>
<context>
    <name>MoveDialog</name>
    <message>
        <source>Move link</source>
        <translation>Bağlantıyı taşı</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Klasör</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>&amp;Klasör:</translation>
    </message>
    <message>
        <source>The link leads where it led:</source>
        <translation>Bağlantı eskiden götürdüğü yere götürür:</translation>
    </message>
    <message>
        <source>Which folder shall “{0}” be in?</source>
        <translation>“{0}” hangi klasörde olsun?</translation>
    </message>
    <message>
        <source>It is in this folder.</source>
        <translation>Zaten bu klasörde.</translation>
    </message>
    <message>
        <source>This is not a folder of the project.</source>
        <translation>Bu, projenin bir klasörü değil.</translation>
    </message>
    <message>
        <source>Something of that name is there.</source>
        <translation>Orada bu adda bir şey var.</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Notice</source>
        <translation>Bildirim</translation>
    </message>
    <message>
        <source>Close notice</source>
        <translation>Bildirimi kapat</translation>
    </message>
</context>
<context>
    <name>PlanDialog</name>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Bağlantı</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Önce</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Sonra</translation>
    </message>
    <message>
        <source>Conflicts and warnings</source>
        <translation>Çakışmalar ve uyarılar</translation>
    </message>
    <message>
        <source>Nothing to do: what was left out is below, with the reason.</source>
        <translation>Yapılacak bir şey yok: dışarıda bırakılanlar nedenleriyle aşağıda.</translation>
    </message>
    <message>
        <source>Nothing to do: all is as wanted.</source>
        <translation>Yapılacak bir şey yok: her şey istendiği gibi.</translation>
    </message>
    <message>
        <source>or {0}: {1}</source>
        <translation>ya da {0}: {1}</translation>
    </message>
    <message>
        <source>because: {0}</source>
        <translation>çünkü: {0}</translation>
    </message>
    <message>
        <source>{0} more</source>
        <translation>{0} tane daha</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} ve {1} tane daha</translation>
    </message>
</context>
<context>
    <name>Planner</name>
    <message>
        <source>Nothing that can be linked.</source>
        <translation>Bağlanabilecek bir şey yok.</translation>
    </message>
    <message>
        <source>Planning</source>
        <translation>Planlanıyor</translation>
    </message>
</context>
<context>
    <name>PrefixDialog</name>
    <message>
        <source>Replace a prefix of targets</source>
        <translation>Hedeflerin baş kısmını değiştir</translation>
    </message>
    <message>
        <source>Old prefix</source>
        <translation>Eski baş kısım</translation>
    </message>
    <message>
        <source>New prefix</source>
        <translation>Yeni baş kısım</translation>
    </message>
    <message>
        <source>Only links at or below the selected rows</source>
        <translation>Yalnız seçili satırlardaki ve altındaki bağlantılar</translation>
    </message>
    <message>
        <source>&amp;Old prefix:</source>
        <translation>&amp;Eski baş kısım:</translation>
    </message>
    <message>
        <source>&amp;New prefix:</source>
        <translation>&amp;Yeni baş kısım:</translation>
    </message>
    <message>
        <source>Looking where the links lead…</source>
        <translation>Bağlantıların nereye götürdüğüne bakılıyor…</translation>
    </message>
    <message>
        <source>Links that lead there: {0} of {1}.</source>
        <translation>Oraya götüren bağlantılar: {0} / {1}.</translation>
    </message>
    <message>
        <source>Which part of the targets shall be another one?</source>
        <translation>Hedeflerin hangi kısmı değişsin?</translation>
    </message>
    <message>
        <source>What shall be in its place?</source>
        <translation>Yerine ne gelsin?</translation>
    </message>
    <message>
        <source>Old and new are the same.</source>
        <translation>Eski ve yeni aynı.</translation>
    </message>
</context>
<context>
    <name>PreflightDialog</name>
    <message>
        <source>Audit before training: {0}</source>
        <translation>Eğitim öncesi denetim: {0}</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Karar</translation>
    </message>
    <message>
        <source>Training framework</source>
        <translation>Eğitim çerçevesi</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Otomatik</translation>
    </message>
    <message>
        <source>Read the files too (deep checks)</source>
        <translation>Dosyaları da oku (derin denetim)</translation>
    </message>
    <message>
        <source>Audit again</source>
        <translation>Yeniden denetle</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>İptal</translation>
    </message>
    <message>
        <source>Progress of the audit</source>
        <translation>Denetimin ilerleyişi</translation>
    </message>
    <message>
        <source>Links have changed since: audit again.</source>
        <translation>Bağlantılar o zamandan beri değişti: yeniden denetleyin.</translation>
    </message>
    <message>
        <source>No problem was found.</source>
        <translation>Sorun bulunmadı.</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>Raporu kaydet…</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Bilinmiyor</translation>
    </message>
    <message>
        <source>The audit ended before anything was decided.</source>
        <translation>Denetim bir karara varmadan bitti.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Hazır</translation>
    </message>
    <message numerus="yes">
        <source>Ready with %n warning(s)</source>
        <translation>
            <numerusform>%n uyarıyla hazır</numerusform>
        </translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>Hazır değil</translation>
    </message>
    <message>
        <source>{0} images</source>
        <translation>{0} görüntü</translation>
    </message>
    <message>
        <source>{0} of them with labels, as {1} sees them</source>
        <translation>{1} gözüyle {0} tanesi etiketli</translation>
    </message>
    <message>
        <source>labels unknown: no framework is known for this data</source>
        <translation>etiketler bilinmiyor: bu veri için bilinen bir çerçeve yok</translation>
    </message>
    <message>
        <source>files read</source>
        <translation>dosyalar okundu</translation>
    </message>
    <message>
        <source>names and links only</source>
        <translation>yalnızca adlar ve bağlantılar</translation>
    </message>
    <message>
        <source>Auditing…</source>
        <translation>Denetleniyor…</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>Gözüyle</translation>
    </message>
</context>
<context>
    <name>ProblemsModel</name>
    <message>
        <source>Problem</source>
        <translation>Sorun</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Önem</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>Deney</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Yerler</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Kural</translation>
    </message>
    <message>
        <source>{0} more: Return shows the next ones</source>
        <translation>{0} tane daha: Enter sonrakileri gösterir</translation>
    </message>
    <message>
        <source>no experiment</source>
        <translation>deney yok</translation>
    </message>
    <message>
        <source>{0}: {1}, {2}, {3} places</source>
        <translation>{0}: {1}, {2}, {3} yer</translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message>
        <source>There is no link and no experiment to audit here.</source>
        <translation>Burada denetlenecek bağlantı ya da deney yok.</translation>
    </message>
    <message>
        <source>No problems: every link is well.</source>
        <translation>Sorun yok: bütün bağlantılar sağlam.</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Enter</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>A change was not finished</source>
        <translation>Bir değişiklik bitmedi</translation>
    </message>
    <message>
        <source>“{0}” was interrupted.</source>
        <translation>“{0}” yarıda kaldı.</translation>
    </message>
    <message>
        <source>Finish does the rest of it; Roll back takes back what was done. Until then nothing else can be changed here.</source>
        <translation>Bitir gerisini yapar; Geri sar yapılanı geri alır. O zamana dek burada başka bir şey değiştirilemez.</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Bitir</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>Geri sar</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Sonra</translation>
    </message>
</context>
<context>
    <name>Runner</name>
    <message>
        <source>{0}: done</source>
        <translation>{0}: yapıldı</translation>
    </message>
    <message>
        <source>Undo: {0}</source>
        <translation>Geri al: {0}</translation>
    </message>
    <message>
        <source>Undone: {0}</source>
        <translation>Geri alındı: {0}</translation>
    </message>
    <message>
        <source>Finished: {0}</source>
        <translation>Bitirildi: {0}</translation>
    </message>
    <message>
        <source>Rolled back: {0}</source>
        <translation>Geri sarıldı: {0}</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Kapatılıyor</translation>
    </message>
    <message>
        <source>Reading the history</source>
        <translation>Geçmiş okunuyor</translation>
    </message>
    <message>
        <source>Nothing to undo.</source>
        <translation>Geri alınacak bir şey yok.</translation>
    </message>
    <message>
        <source>Nothing to redo.</source>
        <translation>Yinelenecek bir şey yok.</translation>
    </message>
    <message>
        <source>Redo: {0}</source>
        <translation>Yinele: {0}</translation>
    </message>
    <message>
        <source>Done again: {0}</source>
        <translation>Yeniden yapıldı: {0}</translation>
    </message>
    <message>
        <source>Not done: another change is under way. Try again when it has ended.</source>
        <translation>Yapılmadı: başka bir değişiklik sürüyor. Bitince yeniden deneyin.</translation>
    </message>
    <message>
        <source>{0}: done before it could be cancelled</source>
        <translation>{0}: iptal edilemeden yapıldı</translation>
    </message>
    <message>
        <source>{0}: kept {1} of {2}</source>
        <translation>{0}: {2} adımın {1} kadarı korundu</translation>
    </message>
    <message>
        <source>{0}: cancelled, everything is as it was before</source>
        <translation>{0}: iptal edildi, her şey eskisi gibi</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Geri al</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>See where your data links lead</source>
        <translation>Veri bağlantılarınız nereye gidiyor?</translation>
    </message>
    <message>
        <source>Open the folder of a computer-vision project: raw, processed and split data, and the experiments that reach them through links.</source>
        <translation>Bir bilgisayarlı görü projesinin klasörünü açın: ham, işlenmiş ve bölünmüş veriler ile onlara bağlantılarla ulaşan deneyler.</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Klasör aç…</translation>
    </message>
    <message>
        <source>Create a sample project…</source>
        <translation>Örnek proje oluştur…</translation>
    </message>
    <message>
        <source>… or drop a folder here.</source>
        <translation>… ya da buraya bir klasör bırakın.</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Son kullanılanlar</translation>
    </message>
    <message>
        <source>(not there)</source>
        <translation>(yerinde yok)</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Counts</source>
        <translation>Sayılar</translation>
    </message>
    <message>
        <source>Cancel the scan</source>
        <translation>Taramayı iptal et</translation>
    </message>
    <message>
        <source>Progress of the scan</source>
        <translation>Taramanın ilerleyişi</translation>
    </message>
    <message>
        <source>Progress of the change</source>
        <translation>Değişikliğin ilerleyişi</translation>
    </message>
    <message>
        <source>Cancel the change…</source>
        <translation>Değişikliği iptal et…</translation>
    </message>
    <message>
        <source>Progress of warming up</source>
        <translation>Isıtmanın ilerlemesi</translation>
    </message>
    <message>
        <source>Cancel warming up</source>
        <translation>Isıtmayı iptal et</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries</source>
        <translation>
            <numerusform>%Ln öğe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links</source>
        <translation>
            <numerusform>%Ln bağlantı</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not answering</source>
        <translation>
            <numerusform>%Ln yanıt vermiyor</numerusform>
        </translation>
    </message>
    <message>
        <source>last known, being checked</source>
        <translation>son bilinen, denetleniyor</translation>
    </message>
    <message>
        <source>last known</source>
        <translation>son bilinen</translation>
    </message>
    <message>
        <source>This was last found to be true on {0}.</source>
        <translation>Bunun doğruluğu en son {0} tarihinde görüldü.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s) are watched for changes.</source>
        <translation>
            <numerusform>%Ln klasör değişikliklere karşı izleniyor.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The system lets no more be watched: %Ln are not.</source>
        <translation>
            <numerusform>Sistem daha fazlasının izlenmesine izin vermiyor: %Ln klasör izlenmiyor.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changes on network storage are not heard of: %Ln folder(s).</source>
        <translation>
            <numerusform>Ağ depolamasındaki değişiklikler duyulmaz: %Ln klasör.</numerusform>
        </translation>
    </message>
    <message>
        <source>More has changed at a time than the system tells of.</source>
        <translation>Bir anda sistemin bildirebileceğinden fazlası değişti.</translation>
    </message>
    <message numerus="yes">
        <source>All is looked at again every %Ln s.</source>
        <translation>
            <numerusform>Hepsine her %Ln saniyede bir yeniden bakılıyor.</numerusform>
        </translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Canlı</translation>
    </message>
    <message>
        <source>Live in part</source>
        <translation>Kısmen canlı</translation>
    </message>
    <message>
        <source>Not live</source>
        <translation>Canlı değil</translation>
    </message>
    <message>
        <source>scanned in under a second</source>
        <translation>bir saniyeden kısa sürede tarandı</translation>
    </message>
    <message>
        <source>scanned in {0} s</source>
        <translation>{0} sn’de tarandı</translation>
    </message>
    <message>
        <source>Stopping: {0}</source>
        <translation>Durduruluyor: {0}</translation>
    </message>
    <message>
        <source>Taking back: {0}</source>
        <translation>Geri alınıyor: {0}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>{0} links/s</source>
        <translation>{0} bağlantı/sn</translation>
    </message>
    <message numerus="yes">
        <source>%Ln broken</source>
        <translation>
            <numerusform>%Ln kırık</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StorageWatch</name>
    <message>
        <source>Waiting for storage that does not answer</source>
        <translation>Yanıt vermeyen depolama bekleniyor</translation>
    </message>
    <message>
        <source>{0}, since {1}</source>
        <translation>{0}, {1} tarihinden beri</translation>
    </message>
    <message>
        <source>This storage is not answering:</source>
        <translation>Bu depolama yanıt vermiyor:</translation>
    </message>
    <message>
        <source>What lies there is not known. It is asked again by itself.</source>
        <translation>Orada ne olduğu bilinmiyor. Kendiliğinden yeniden sorulur.</translation>
    </message>
    <message>
        <source>This storage answers again: {0}</source>
        <translation>Bu depolama yeniden yanıt veriyor: {0}</translation>
    </message>
</context>
<context>
    <name>TreeModel</name>
    <message>
        <source>Name</source>
        <translation>Ad</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Ayrıntılar</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Durum</translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln öğe</numerusform>
        </translation>
    </message>
    <message>
        <source>before: {0}</source>
        <translation>önce: {0}</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>okunamıyor</translation>
    </message>
    <message numerus="yes">
        <source>%Ln broken</source>
        <translation>
            <numerusform>%Ln kırık</numerusform>
        </translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Hazır</translation>
    </message>
    <message numerus="yes">
        <source>Ready, %n warning(s)</source>
        <translation>
            <numerusform>Hazır, %n uyarı</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not ready: %n problem(s)</source>
        <translation>
            <numerusform>Hazır değil: %n sorun</numerusform>
        </translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Bilinmiyor</translation>
    </message>
    <message>
        <source>This name has characters that are shown escaped.</source>
        <translation>Bu adda kaçış dizisiyle gösterilen karakterler var.</translation>
    </message>
    <message>
        <source>broken link</source>
        <translation>kırık bağlantı</translation>
    </message>
    <message>
        <source>link</source>
        <translation>bağlantı</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>klasör</translation>
    </message>
    <message>
        <source>file</source>
        <translation>dosya</translation>
    </message>
</context>
<context>
    <name>Warming</name>
    <message>
        <source>Warming up</source>
        <translation>Isıtılıyor</translation>
    </message>
</context>
<context>
    <name>WarmthDialog</name>
    <message>
        <source>Warmed up</source>
        <translation>Isıtıldı</translation>
    </message>
    <message>
        <source>Latency of each mount</source>
        <translation>Her bağlama noktasının gecikmesi</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Depolama</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tür</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Okunan</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Ortanca</translation>
    </message>
    <message>
        <source>95 %</source>
        <translation>%95</translation>
    </message>
    <message>
        <source>Slowest</source>
        <translation>En yavaş</translation>
    </message>
    <message>
        <source>Made again</source>
        <translation>Yinelenen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Durum</translation>
    </message>
    <message>
        <source>Metadata of {0} paths read in {1} s.</source>
        <translation>{0} yolun üst verisi {1} sn’de okundu.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) lead nowhere.</source>
        <translation>
            <numerusform>%Ln bağlantı hiçbir yere gitmiyor.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln path(s) may not be read by this user.</source>
        <translation>
            <numerusform>Bu kullanıcı %Ln yolu okuyamıyor.</numerusform>
        </translation>
    </message>
    <message>
        <source>not answering since {0}</source>
        <translation>{0} tarihinden beri yanıt vermiyor</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not read</source>
        <translation>
            <numerusform>%Ln okunamadı</numerusform>
        </translation>
    </message>
    <message>
        <source>answers</source>
        <translation>yanıt veriyor</translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>Open without it</source>
        <translation>Onsuz aç</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>Açılıyor</translation>
    </message>
    <message>
        <source>Making the sample project</source>
        <translation>Örnek proje oluşturuluyor</translation>
    </message>
    <message>
        <source>Scanning</source>
        <translation>Taranıyor</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>İnceleniyor</translation>
    </message>
    <message>
        <source>Saving settings</source>
        <translation>Ayarlar kaydediliyor</translation>
    </message>
    <message>
        <source>Looking for recent projects</source>
        <translation>Son projeler aranıyor</translation>
    </message>
    <message>
        <source>Keeping what was found</source>
        <translation>Bulunanlar saklanıyor</translation>
    </message>
    <message>
        <source>Tidying up</source>
        <translation>Toparlanıyor</translation>
    </message>
    <message>
        <source>Auditing</source>
        <translation>Denetleniyor</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>No data folders here yet.</source>
        <translation>Burada henüz veri klasörü yok.</translation>
    </message>
    <message>
        <source>Looking for experiments…</source>
        <translation>Deneyler aranıyor…</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>Veri kümeleri</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>Deneyler</translation>
    </message>
    <message>
        <source>Drop a dataset here to make a new experiment</source>
        <translation>Yeni bir deney için buraya bir veri kümesi bırakın</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Geçmiş</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Sorunlar</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>İnceleyici</translation>
    </message>
    <message>
        <source>Scanning…</source>
        <translation>Taranıyor…</translation>
    </message>
    <message>
        <source>No experiments yet. Drop a dataset here to make one.</source>
        <translation>Henüz deney yok. Oluşturmak için buraya bir veri kümesi bırakın.</translation>
    </message>
    <message>
        <source>This folder has no raw, processed, splits or experiments. It is shown as it is; drop a dataset here to make the first experiment.</source>
        <translation>Bu klasörde raw, processed, splits ya da experiments yok. Klasör olduğu gibi gösteriliyor; ilk deneyi oluşturmak için buraya bir veri kümesi bırakın.</translation>
    </message>
    <message>
        <source>Auditing…</source>
        <translation>Denetleniyor…</translation>
    </message>
    <message>
        <source>Problems ({0})</source>
        <translation>Sorunlar ({0})</translation>
    </message>
    <message numerus="yes">
        <source>used by %n</source>
        <translation>
            <numerusform>%n deneyde</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop it on a split, on a link, or on an experiment.</source>
        <translation>Bir split’in, bağlantının ya da deneyin üzerine bırakın.</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>ok</source>
        <translation>sağlam</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>kontrol edilmedi</translation>
    </message>
    <message>
        <source>content not fetched</source>
        <translation>içerik indirilmemiş</translation>
    </message>
    <message>
        <source>outside the allowed roots</source>
        <translation>izinli köklerin dışında</translation>
    </message>
    <message>
        <source>storage not answering</source>
        <translation>depolama yanıt vermiyor</translation>
    </message>
    <message>
        <source>no permission</source>
        <translation>izin yok</translation>
    </message>
    <message>
        <source>links in a circle</source>
        <translation>döngüsel bağlantı</translation>
    </message>
    <message>
        <source>part of the path is no folder</source>
        <translation>yol bir dosyadan geçiyor</translation>
    </message>
    <message>
        <source>target missing</source>
        <translation>hedef yok</translation>
    </message>
    <message>
        <source>The target is missing</source>
        <translation>Hedef yok</translation>
    </message>
    <message>
        <source>The run stops here, or trains on less data than you think.</source>
        <translation>Eğitim burada durur ya da sandığınızdan az veriyle yapılır.</translation>
    </message>
    <message>
        <source>Links go round in a circle</source>
        <translation>Bağlantılar bir döngü oluşturuyor</translation>
    </message>
    <message>
        <source>Nothing can be read through it; a walker that follows links may never end.</source>
        <translation>Üzerinden hiçbir şey okunamaz; bağlantıları izleyerek gezen bir program sonsuza dek sürebilir.</translation>
    </message>
    <message>
        <source>No permission to reach the target</source>
        <translation>Hedefe erişim izni yok</translation>
    </message>
    <message>
        <source>The run, started as this user, cannot read the data.</source>
        <translation>Bu kullanıcıyla başlatılan bir eğitim verileri okuyamaz.</translation>
    </message>
    <message>
        <source>The target could not be checked</source>
        <translation>Hedef kontrol edilemedi</translation>
    </message>
    <message>
        <source>Nobody knows whether the data is there: neither healthy nor broken.</source>
        <translation>Verilerin yerinde olup olmadığı bilinmiyor: ne sağlam ne kırık.</translation>
    </message>
    <message>
        <source>The target lies outside the allowed roots</source>
        <translation>Hedef izinli köklerin dışında</translation>
    </message>
    <message>
        <source>Data nobody named for this project; it may differ on the next machine.</source>
        <translation>Bu proje için belirtilmemiş veriler; başka bir makinede farklı olabilir.</translation>
    </message>
    <message>
        <source>The link breaks when the project moves</source>
        <translation>Proje taşınınca bağlantı kırılır</translation>
    </message>
    <message>
        <source>On another machine, or in a container, the link leads nowhere.</source>
        <translation>Başka bir makinede ya da bir konteynerde bağlantı hiçbir yere gitmez.</translation>
    </message>
    <message>
        <source>Raw data can be written through the link</source>
        <translation>Bağlantı üzerinden ham verilere yazılabilir</translation>
    </message>
    <message>
        <source>A loader that repairs or caches files in place changes the originals.</source>
        <translation>Dosyaları yerinde onaran ya da önbelleğe alan bir yükleyici asıllarını değiştirir.</translation>
    </message>
    <message>
        <source>The run trains or validates on nothing.</source>
        <translation>Eğitim ya da doğrulama hiç veri olmadan yapılır.</translation>
    </message>
    <message>
        <source>The same file is in two splits</source>
        <translation>Aynı dosya iki split’te birden</translation>
    </message>
    <message>
        <source>The content was not fetched</source>
        <translation>İçerik getirilmemiş</translation>
    </message>
    <message>
        <source>The link is right, but its content is not on this machine yet.</source>
        <translation>Bağlantı doğru, ama içeriği henüz bu makinede değil.</translation>
    </message>
    <message>
        <source>Most links into one place fail together</source>
        <translation>Bir yere giden bağlantıların çoğu birlikte kopuk</translation>
    </message>
    <message>
        <source>Not the links are broken: a disk is not mounted. Mount it; do not mend the links.</source>
        <translation>Bağlantılar bozuk değil: bir disk bağlı değil. Diski bağlayın; bağlantıları onarmayın.</translation>
    </message>
    <message>
        <source>The training framework finds no labels</source>
        <translation>Eğitim çatısı etiket bulamıyor</translation>
    </message>
    <message>
        <source>Every image counts as one without objects, and the framework says nothing of it.</source>
        <translation>Her görüntü nesnesiz sayılır ve çatı bundan söz etmez.</translation>
    </message>
    <message>
        <source>The classes of the splits differ</source>
        <translation>Bölümlerin sınıfları farklı</translation>
    </message>
    <message>
        <source>Class numbers shift: a cat is scored as a dog, without an error.</source>
        <translation>Sınıf numaraları kayar: kedi, hatasızca köpek sayılır.</translation>
    </message>
    <message>
        <source>The validation score is measured on training data.</source>
        <translation>Doğrulama puanı eğitim verileriyle ölçülür.</translation>
    </message>
    <message>
        <source>Files with the same bytes are in two splits</source>
        <translation>Aynı baytlara sahip dosyalar iki bölümde</translation>
    </message>
    <message>
        <source>The validation score is measured on training data, under another name.</source>
        <translation>Doğrulama puanı, başka ad altında eğitim verisiyle ölçülür.</translation>
    </message>
    <message>
        <source>Images of an annotation file are not there</source>
        <translation>Bir açıklama dosyasının görüntüleri yok</translation>
    </message>
    <message>
        <source>The loader stops at the first of them, or leaves them out.</source>
        <translation>Yükleyici ilkinde durur ya da onları atlar.</translation>
    </message>
    <message>
        <source>The data is not what DVC recorded</source>
        <translation>Veri, DVC kaydındaki değil</translation>
    </message>
    <message>
        <source>The run trains on another version than the one its commit names.</source>
        <translation>Çalışma, commit kaydındakinden başka bir sürümle eğitilir.</translation>
    </message>
    <message>
        <source>One version name stands for different data</source>
        <translation>Bir sürüm adı farklı verileri gösteriyor</translation>
    </message>
    <message>
        <source>Two experiments say the same version and compare different data.</source>
        <translation>İki deney aynı sürümü söyleyip farklı verileri karşılaştırır.</translation>
    </message>
    <message>
        <source>The data changed since the last manifest</source>
        <translation>Veri son bildirimden beri değişti</translation>
    </message>
    <message>
        <source>A result cannot be compared with those made before.</source>
        <translation>Sonuç öncekilerle karşılaştırılamaz.</translation>
    </message>
    <message>
        <source>The linked folder or file is empty</source>
        <translation>Bağlanan klasör ya da dosya boş</translation>
    </message>
    <message>
        <source>Images are damaged</source>
        <translation>Görüntüler hasarlı</translation>
    </message>
    <message>
        <source>Loaders skip them, stop, or repair them in place, which changes the originals.</source>
        <translation>Yükleyiciler onları atlar, durur ya da yerinde onarır; bu da asılları değiştirir.</translation>
    </message>
    <message>
        <source>A link was checked out as a text file</source>
        <translation>Bir bağlantı metin dosyası olarak çıkarılmış</translation>
    </message>
    <message>
        <source>The loader reads a text of a few bytes in place of the data.</source>
        <translation>Yükleyici veri yerine birkaç baytlık bir metin okur.</translation>
    </message>
    <message>
        <source>The link lies inside a DVC output</source>
        <translation>Bağlantı bir DVC çıktısının içinde</translation>
    </message>
    <message>
        <source>DVC will replace it at the next checkout, or leave it out.</source>
        <translation>DVC onu bir sonraki checkout sırasında değiştirir ya da dışarıda bırakır.</translation>
    </message>
    <message>
        <source>Images and labels do not pair up</source>
        <translation>Görüntüler ve etiketler eşleşmiyor</translation>
    </message>
    <message>
        <source>Images without labels count as empty scenes; labels without images are lost.</source>
        <translation>Etiketsiz görüntüler boş sahne sayılır; görüntüsüz etiketler yiter.</translation>
    </message>
    <message>
        <source>Copies that could be links</source>
        <translation>Bağlantı olabilecek kopyalar</translation>
    </message>
    <message>
        <source>Disk is spent on bytes that are there already.</source>
        <translation>Zaten var olan baytlara disk harcanıyor.</translation>
    </message>
    <message>
        <source>A long chain of links</source>
        <translation>Uzun bir bağlantı zinciri</translation>
    </message>
    <message>
        <source>Each hop is one more thing that can break, and a round trip on network storage.</source>
        <translation>Her adım bozulabilecek bir şey daha ve ağ depolamasında bir gidiş dönüştür.</translation>
    </message>
    <message>
        <source>Names that are one on other systems</source>
        <translation>Başka sistemlerde tek olan adlar</translation>
    </message>
    <message>
        <source>On Windows or macOS one of the files is lost, or the wrong one is read.</source>
        <translation>Windows ya da macOS üzerinde dosyalardan biri yiter ya da yanlış olan okunur.</translation>
    </message>
    <message>
        <source>The splits have another mix of classes</source>
        <translation>Bölümlerin sınıf dağılımı farklı</translation>
    </message>
    <message>
        <source>The score is measured on another mix than the one trained on.</source>
        <translation>Puan, eğitilenden başka bir dağılımla ölçülür.</translation>
    </message>
    <message>
        <source>A file that describes the data cannot be read</source>
        <translation>Veriyi anlatan bir dosya okunamıyor</translation>
    </message>
    <message>
        <source>What it says of images and labels could not be checked.</source>
        <translation>Görüntüler ve etiketler için söyledikleri denetlenemedi.</translation>
    </message>
    <message>
        <source>Find where the target went, or make it again; a link nobody needs can go.</source>
        <translation>Hedefin nereye gittiğini bulun ya da yeniden oluşturun; kimsenin gerek duymadığı bağlantı silinebilir.</translation>
    </message>
    <message>
        <source>Fetch it: `dvc pull`, `git annex get`, `git lfs pull`, or download it again.</source>
        <translation>Getirin: `dvc pull`, `git annex get`, `git lfs pull` ya da yeniden indirin.</translation>
    </message>
    <message>
        <source>Take away the link that closes the circle; nothing can be reached through it.</source>
        <translation>Döngüyü kapatan bağlantıyı kaldırın; onun üzerinden hiçbir şeye ulaşılamaz.</translation>
    </message>
    <message>
        <source>Ask the owner for permission to read, or run as a user who has it.</source>
        <translation>Sahibinden okuma izni isteyin ya da izni olan bir kullanıcıyla çalıştırın.</translation>
    </message>
    <message>
        <source>Look whether the storage answers, then audit again.</source>
        <translation>Depolamanın yanıt verip vermediğine bakın, sonra yeniden denetleyin.</translation>
    </message>
    <message>
        <source>Mount the disk, then audit again. Change no links until then.</source>
        <translation>Diski bağlayın, sonra yeniden denetleyin. O zamana kadar bağlantı değiştirmeyin.</translation>
    </message>
    <message>
        <source>Link every file, or the whole data set with images/ and labels/ in it.</source>
        <translation>Her dosyayı ya da içinde images/ ve labels/ olan bütün veri kümesini bağlayın.</translation>
    </message>
    <message>
        <source>Give every split the same classes in the same order; mend broken class links.</source>
        <translation>Her split’e aynı sınıfları aynı sırayla verin; kırık sınıf bağlantılarını onarın.</translation>
    </message>
    <message>
        <source>Point the splits at different data, or take the shared images out of one.</source>
        <translation>Split’leri farklı verilere yöneltin ya da ortak görüntüleri birinden çıkarın.</translation>
    </message>
    <message>
        <source>Take the copies out of one of the splits.</source>
        <translation>Kopyaları split’lerin birinden çıkarın.</translation>
    </message>
    <message>
        <source>Mend the names in the annotation file, or the images&apos; folder.</source>
        <translation>Açıklama dosyasındaki adları ya da görüntü klasörünü düzeltin.</translation>
    </message>
    <message>
        <source>Bring back the recorded data with `dvc checkout`, or record it anew.</source>
        <translation>Kayıtlı veriyi `dvc checkout` ile geri getirin ya da yeniden kaydedin.</translation>
    </message>
    <message>
        <source>Take the right to write away: `chmod -R a-w FOLDER`.</source>
        <translation>Yazma iznini kaldırın: `chmod -R a-w KLASÖR`.</translation>
    </message>
    <message>
        <source>Point all experiments of one version at the same data.</source>
        <translation>Aynı sürümün bütün deneylerini aynı veriye yöneltin.</translation>
    </message>
    <message>
        <source>Look at what changed; if it was meant, write a new manifest.</source>
        <translation>Neyin değiştiğine bakın; istenen buysa yeni bir bildirim dosyası yazın.</translation>
    </message>
    <message>
        <source>Fill the folder or file, or point the link somewhere else.</source>
        <translation>Klasörü ya da dosyayı doldurun ya da bağlantıyı başka yere yöneltin.</translation>
    </message>
    <message>
        <source>Fetch or make the images anew, or leave them out.</source>
        <translation>Görüntüleri yeniden getirin ya da oluşturun, olmazsa dışarıda bırakın.</translation>
    </message>
    <message>
        <source>Name the folder under links.allowed_roots, or link data that is allowed.</source>
        <translation>Klasörü links.allowed_roots altına yazın ya da izin verilen bir veriyi bağlayın.</translation>
    </message>
    <message>
        <source>Make the links relative.</source>
        <translation>Bağlantıları göreli yapın.</translation>
    </message>
    <message>
        <source>Set core.symlinks to true in git, then check the file out again.</source>
        <translation>git’te core.symlinks değerini true yapın, sonra dosyayı yeniden çıkarın.</translation>
    </message>
    <message>
        <source>Keep links beside the folders DVC manages, not inside.</source>
        <translation>Bağlantıları DVC’nin yönettiği klasörlerin içinde değil, yanında tutun.</translation>
    </message>
    <message>
        <source>Add what is missing, or allow more negatives in cvlink.toml.</source>
        <translation>Eksiği tamamlayın ya da cvlink.toml içinde daha çok negatife izin verin.</translation>
    </message>
    <message>
        <source>Replace the copies by links.</source>
        <translation>Kopyaların yerine bağlantı koyun.</translation>
    </message>
    <message>
        <source>Point the link at the data itself.</source>
        <translation>Bağlantıyı doğrudan verinin kendisine yöneltin.</translation>
    </message>
    <message>
        <source>Give one of them another name.</source>
        <translation>Birine başka bir ad verin.</translation>
    </message>
    <message>
        <source>Split the data anew, by class.</source>
        <translation>Veriyi sınıflara göre yeniden bölün.</translation>
    </message>
    <message>
        <source>Mend the file, or make it anew.</source>
        <translation>Dosyayı onarın ya da yeniden oluşturun.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Aç…</translation>
    </message>
    <message>
        <source>Create a sample project…</source>
        <translation>Örnek proje oluştur…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Çık</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Geri al</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Yinele</translation>
    </message>
    <message>
        <source>Cancel the change…</source>
        <translation>Değişikliği iptal et…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopyala</translation>
    </message>
    <message>
        <source>Paste as link</source>
        <translation>Bağlantı olarak yapıştır</translation>
    </message>
    <message>
        <source>Link to experiment…</source>
        <translation>Deneye bağla…</translation>
    </message>
    <message>
        <source>Rename link…</source>
        <translation>Bağlantıyı yeniden adlandır…</translation>
    </message>
    <message>
        <source>Remove link (the target stays)</source>
        <translation>Bağlantıyı kaldır (hedefi kalır)</translation>
    </message>
    <message>
        <source>Retarget…</source>
        <translation>Hedefi değiştir…</translation>
    </message>
    <message>
        <source>Replace a prefix of targets…</source>
        <translation>Hedeflerin baş kısmını değiştir…</translation>
    </message>
    <message>
        <source>Move link…</source>
        <translation>Bağlantıyı taşı…</translation>
    </message>
    <message>
        <source>Make links relative</source>
        <translation>Bağlantıları göreli yap</translation>
    </message>
    <message>
        <source>Make links absolute</source>
        <translation>Bağlantıları mutlak yap</translation>
    </message>
    <message>
        <source>Find moved targets…</source>
        <translation>Taşınmış hedefleri bul…</translation>
    </message>
    <message>
        <source>Rescan</source>
        <translation>Yeniden tara</translation>
    </message>
    <message>
        <source>Cancel the scan</source>
        <translation>Taramayı iptal et</translation>
    </message>
    <message>
        <source>Warm up the project</source>
        <translation>Projeyi ısıt</translation>
    </message>
    <message>
        <source>Warm up what is selected</source>
        <translation>Seçileni ısıt</translation>
    </message>
    <message>
        <source>Cancel warming up</source>
        <translation>Isıtmayı iptal et</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtrele</translation>
    </message>
    <message>
        <source>Go to the target</source>
        <translation>Hedefe git</translation>
    </message>
    <message>
        <source>Sort by name</source>
        <translation>Ada göre sırala</translation>
    </message>
    <message>
        <source>Sort by details</source>
        <translation>Ayrıntıya göre sırala</translation>
    </message>
    <message>
        <source>Sort by state</source>
        <translation>Duruma göre sırala</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Açık ya da koyu</translation>
    </message>
    <message>
        <source>Audit before training</source>
        <translation>Eğitim öncesi denetle</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Denetim</translation>
    </message>
    <message>
        <source>Go to the problems</source>
        <translation>Sorunlara git</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>Raporu kaydet…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Dosya</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Düzen</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Görünüm</translation>
    </message>
</context>
</TS>
