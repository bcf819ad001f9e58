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
        <source>There are no two experiments to compare.</source>
        <translation>Karşılaştırılacak iki deney yok.</translation>
    </message>
    <message>
        <source>Select one file or folder, no link.</source>
        <translation>Bağlantı olmayan tek bir dosya ya da klasör seçin.</translation>
    </message>
    <message>
        <source>The settings of this project (cvlink.toml) name no profile.</source>
        <translation>Bu projenin ayarlarında (cvlink.toml) profil tanımlı değil.</translation>
    </message>
    <message>
        <source>The settings of this project (cvlink.toml) name no map of mounts.</source>
        <translation>Bu projenin ayarları (cvlink.toml) hiçbir bağlama haritası içermiyor.</translation>
    </message>
    <message>
        <source>Nothing was audited yet.</source>
        <translation>Henüz bir şey denetlenmedi.</translation>
    </message>
    <message>
        <source>There is no notice.</source>
        <translation>Bildirim yok.</translation>
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
        <source>file, kept as {0}</source>
        <translation>dosya, {0} olarak saklanır</translation>
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
        <source>replace a file by a link (the file is kept)</source>
        <translation>dosyayı bağlantıyla değiştir (dosya saklanır)</translation>
    </message>
    <message>
        <source>bring a file back</source>
        <translation>dosyayı geri getir</translation>
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
        <translation>iki bölümde de</translation>
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
    <message>
        <source>Name of the experiment</source>
        <translation>Deneyin adı</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Ad:</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>ve {0} tane daha</translation>
    </message>
    <message>
        <source>It will be a folder in {0}.</source>
        <translation>{0} içinde bir klasör olacak.</translation>
    </message>
    <message>
        <source>A folder cannot have this name.</source>
        <translation>Bir klasörün adı böyle olamaz.</translation>
    </message>
    <message>
        <source>Something of this name is there. Choose another name.</source>
        <translation>Bu adda bir şey zaten var. Başka bir ad seçin.</translation>
    </message>
    <message>
        <source>Duplicate experiment {0}</source>
        <translation>{0} deneyini çoğalt</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Çoğalt</translation>
    </message>
    <message>
        <source>New experiment</source>
        <translation>Yeni deney</translation>
    </message>
    <message>
        <source>Create experiment</source>
        <translation>Deneyi oluştur</translation>
    </message>
    <message>
        <source>{0}: now {1}, at least {2}, at most {3}</source>
        <translation>{0}: şimdi {1}, en az {2}, en çok {3}</translation>
    </message>
    <message>
        <source>Broken links</source>
        <translation>Kırık bağlantılar</translation>
    </message>
    <message>
        <source>Broken links over time</source>
        <translation>Zaman içinde kırık bağlantılar</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Zaman</translation>
    </message>
    <message>
        <source>Nothing was scanned yet.</source>
        <translation>Henüz bir şey taranmadı.</translation>
    </message>
    <message>
        <source>Links over time</source>
        <translation>Zaman içinde bağlantılar</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Bağlantılar</translation>
    </message>
    <message>
        <source>All links are well.</source>
        <translation>Bütün bağlantılar sağlam.</translation>
    </message>
    <message>
        <source>There are no links here yet.</source>
        <translation>Burada henüz bağlantı yok.</translation>
    </message>
    <message>
        <source>Links that are not well, by cause</source>
        <translation>Sağlam olmayan bağlantılar, nedenine göre</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Durum</translation>
    </message>
    <message>
        <source>Most used datasets</source>
        <translation>En çok kullanılan veri kümeleri</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Veri kümesi</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>Deneyler</translation>
    </message>
    <message>
        <source>No experiment uses a dataset yet.</source>
        <translation>Henüz hiçbir deney bir veri kümesi kullanmıyor.</translation>
    </message>
    <message>
        <source>Disk saved per dataset</source>
        <translation>Veri kümesi başına kazanılan disk</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Kazanılan</translation>
    </message>
    <message>
        <source>Links save nothing here yet: no data is used twice.</source>
        <translation>Bağlantılar burada henüz bir şey kazandırmıyor: hiçbir veri iki kez kullanılmıyor.</translation>
    </message>
    <message>
        <source>{0} (not answering)</source>
        <translation>{0} (yanıt vermiyor)</translation>
    </message>
    <message>
        <source>Access time of storage</source>
        <translation>Depolamaya erişim süresi</translation>
    </message>
    <message>
        <source>Median of a call</source>
        <translation>Bir çağrının ortancası</translation>
    </message>
    <message>
        <source>No storage was asked yet.</source>
        <translation>Henüz hiçbir depolamaya sorulmadı.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Dışa aktar</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>Kaydedildi: {0}</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Kaydediliyor</translation>
    </message>
    <message>
        <source>Make the subset</source>
        <translation>Alt kümeyi oluştur</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>Veri kümeleri</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Sürümler</translation>
    </message>
    <message>
        <source>Splits</source>
        <translation>Bölümler</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>eksik</translation>
    </message>
    <message numerus="yes">
        <source>%Ln broken</source>
        <translation>
            <numerusform>%Ln kırık</numerusform>
        </translation>
    </message>
    <message>
        <source>Lineage</source>
        <translation>Soy ağacı</translation>
    </message>
    <message>
        <source>dataset</source>
        <translation>veri kümesi</translation>
    </message>
    <message>
        <source>version</source>
        <translation>sürüm</translation>
    </message>
    <message>
        <source>split</source>
        <translation>bölüm</translation>
    </message>
    <message>
        <source>experiment</source>
        <translation>deney</translation>
    </message>
    <message numerus="yes">
        <source>comes from %Ln</source>
        <translation>
            <numerusform>%Ln kaynaktan geliyor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>used by %Ln</source>
        <translation>
            <numerusform>%Ln yerde kullanılıyor</numerusform>
        </translation>
    </message>
    <message>
        <source>There are no COCO annotations in what is selected.</source>
        <translation>Seçilende COCO açıklaması yok.</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>Bakılıyor</translation>
    </message>
    <message>
        <source>the process that looks into it has died</source>
        <translation>içine bakan süreç sona erdi</translation>
    </message>
    <message>
        <source>reading it takes too long</source>
        <translation>okunması çok uzun sürüyor</translation>
    </message>
    <message>
        <source>the image cannot be decoded</source>
        <translation>görüntünün kodu çözülemiyor</translation>
    </message>
    <message numerus="yes">
        <source>%Ln box(es)</source>
        <translation>
            <numerusform>%Ln kutu</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear the words</source>
        <translation>Sözcükleri sil</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Görüntüler</translation>
    </message>
    <message numerus="yes">
        <source>and %n more label file(s)</source>
        <translation>
            <numerusform>ve %n etiket dosyası daha</numerusform>
        </translation>
    </message>
    <message>
        <source>Not all was looked at: {0}</source>
        <translation>Tümüne bakılamadı: {0}</translation>
    </message>
    <message>
        <source>Looking further…</source>
        <translation>İncelemeye devam ediliyor…</translation>
    </message>
    <message>
        <source>{0} % sure</source>
        <translation>%{0} kesin</translation>
    </message>
    <message>
        <source>a guess: {0} %</source>
        <translation>tahmin: %{0}</translation>
    </message>
    <message>
        <source>Told from {0}</source>
        <translation>Kaynak: {0}</translation>
    </message>
    <message>
        <source>more than {0}</source>
        <translation>{0} üzerinde</translation>
    </message>
    <message numerus="yes">
        <source>{0} in %n folder(s)</source>
        <translation>
            <numerusform>%n klasörde {0}</numerusform>
        </translation>
    </message>
    <message>
        <source>mostly {0}; from {1} to {2}</source>
        <translation>çoğunlukla {0}; {1} ile {2} arası</translation>
    </message>
    <message numerus="yes">
        <source>(%n image(s) measured)</source>
        <translation>
            <numerusform>(%n görüntü ölçüldü)</numerusform>
        </translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>Görüntü boyutu</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Etiketler</translation>
    </message>
    <message numerus="yes">
        <source>{0} on %Ln image(s)</source>
        <translation>
            <numerusform>%Ln görüntüde {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln label file(s)</source>
        <translation>
            <numerusform>%Ln etiket dosyası</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ve %n tane daha</numerusform>
        </translation>
    </message>
    <message>
        <source>(counted on {0} of {1} images)</source>
        <translation>({1} görüntünün {0} tanesinde sayıldı)</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Sınıflar</translation>
    </message>
    <message>
        <source>How often each occurs stands behind its name.</source>
        <translation>Her birinin kaç kez geçtiği adının ardında yazar.</translation>
    </message>
    <message>
        <source>It was not changed with this program, and git records nothing of it.</source>
        <translation>Bu programla değiştirilmedi; git de onun hakkında bir şey kaydetmemiş.</translation>
    </message>
    <message>
        <source>What is there now was made by {0}, {1}.</source>
        <translation>Şu anda orada olanı {0} oluşturdu, {1}.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Geri al</translation>
    </message>
    <message>
        <source>Undo: {0}</source>
        <translation>Geri al: {0}</translation>
    </message>
    <message>
        <source>Takes back all of this change, if nothing was changed since.</source>
        <translation>O zamandan beri bir şey değişmediyse bu değişikliğin tamamını geri alır.</translation>
    </message>
    <message>
        <source>{0}, commit {1}</source>
        <translation>{0}, commit {1}</translation>
    </message>
    <message>
        <source>with this program</source>
        <translation>bu programla</translation>
    </message>
    <message>
        <source>undone since</source>
        <translation>sonradan geri alındı</translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation>geri sarıldı</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>bitmedi</translation>
    </message>
    <message>
        <source>led to {0}</source>
        <translation>{0} hedefine gidiyordu</translation>
    </message>
    <message>
        <source>before it led to {0}</source>
        <translation>önce {0} hedefine gidiyordu</translation>
    </message>
    <message>
        <source>before it led to {0}, then to {1}</source>
        <translation>önce {0} hedefine gidiyordu, sonra {1} hedefine</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>Verileriniz</translation>
    </message>
    <message>
        <source>Raw data, processed versions, splits. Drag one onto an experiment to link it, or press Ctrl+C here and Ctrl+Shift+V there.</source>
        <translation>Ham veri, işlenmiş sürümler, bölümler. Bağlamak için birini bir deneyin üzerine sürükleyin ya da burada Ctrl+C, orada Ctrl+Shift+V tuşlarına basın.</translation>
    </message>
    <message>
        <source>Your experiments</source>
        <translation>Deneyleriniz</translation>
    </message>
    <message>
        <source>Each with its links. A link that does not work says why; a badge says whether the experiment is ready for training.</source>
        <translation>Her biri bağlantılarıyla. Çalışmayan bağlantı nedenini söyler; rozet deneyin eğitime hazır olup olmadığını gösterir.</translation>
    </message>
    <message>
        <source>What is selected</source>
        <translation>Seçili olan</translation>
    </message>
    <message>
        <source>Where a link leads, hop by hop, what is there, and who else uses it.</source>
        <translation>Bir bağlantının adım adım nereye götürdüğü, orada ne olduğu ve başka kimin kullandığı.</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Yanlış olan</translation>
    </message>
    <message>
        <source>Problems with their causes. Fix shows a plan first: nothing is changed before you have seen it. The other tabs have the history, the lineage and charts.</source>
        <translation>Nedenleriyle sorunlar. Düzelt önce bir plan gösterir: siz görmeden hiçbir şey değişmez. Öteki sekmelerde geçmiş, soy ağacı ve grafikler var.</translation>
    </message>
    <message>
        <source>Audit, undo</source>
        <translation>Denetim, geri alma</translation>
    </message>
    <message>
        <source>F7 audits an experiment before a training run. Every change can be taken back with Ctrl+Z, also tomorrow.</source>
        <translation>F7 bir deneyi eğitimden önce denetler. Her değişiklik Ctrl+Z ile geri alınabilir, yarın da.</translation>
    </message>
    <message>
        <source>Find your way</source>
        <translation>Yolunuzu bulun</translation>
    </message>
    <message>
        <source>Ctrl+F filters both trees. F1 opens the handbook at the page that fits; this tour is in the menu Help.</source>
        <translation>Ctrl+F iki ağacı da süzer. F1 el kitabını uyan sayfada açar; bu tur Yardım menüsündedir.</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Tur</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>Turu bitir</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Geri</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Bitti</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>İleri</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About cvlink-gui</source>
        <translation>cvlink-gui hakkında</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>Bileşenler</translation>
    </message>
    <message>
        <source>Component</source>
        <translation>Bileşen</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Sürüm</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lisans</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>Lisans metni</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Kapat</translation>
    </message>
    <message>
        <source>The link tree of a computer-vision project: seen, made, mended and audited. MIT licence, without any warranty. Below is all that is in it.</source>
        <translation>Bir bilgisayarlı görü projesinin bağlantı ağacı: görülür, kurulur, onarılır, denetlenir. MIT lisansı, hiçbir garanti verilmez. İçindeki her şey aşağıdadır.</translation>
    </message>
    <message>
        <source>The text of this licence is not installed.</source>
        <translation>Bu lisansın metni kurulu değil.</translation>
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
        <source>Planning</source>
        <translation>Planlanıyor</translation>
    </message>
    <message>
        <source>The splits have changed since. Audit again to see what they have.</source>
        <translation>Bölümler o zamandan beri değişti. İçindekileri görmek için yeniden denetleyin.</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>Bakılıyor</translation>
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
    <name>BalanceModel</name>
    <message>
        <source>Shares</source>
        <translation>Paylar</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Fark</translation>
    </message>
    <message>
        <source>Split, class</source>
        <translation>Bölüm, sınıf</translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln görüntü</numerusform>
        </translation>
    </message>
    <message>
        <source>no data</source>
        <translation>veri yok</translation>
    </message>
    <message>
        <source>mix differs by {0}</source>
        <translation>dağılım farkı {0}</translation>
    </message>
    <message>
        <source>classes not known</source>
        <translation>sınıflar bilinmiyor</translation>
    </message>
    <message>
        <source>no labels counted</source>
        <translation>sayılan etiket yok</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>%{0}</translation>
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
    <message>
        <source>Nothing is done yet.</source>
        <translation>Henüz hiçbir şey yapılmadı.</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Show all of it</source>
        <translation>Tümünü göster</translation>
    </message>
    <message>
        <source>Show as a table</source>
        <translation>Tablo olarak göster</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Dışa aktar…</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Yükleniyor…</translation>
    </message>
</context>
<context>
    <name>ChangesModel</name>
    <message>
        <source>Change</source>
        <translation>Değişiklik</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Bağlantı</translation>
    </message>
    <message>
        <source>added</source>
        <translation>eklendi</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>kaldırıldı</translation>
    </message>
    <message>
        <source>retargeted</source>
        <translation>hedefi değişti</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Not {0}</source>
        <translation>{0} hariç</translation>
    </message>
    <message>
        <source>{0}: off</source>
        <translation>{0}: kapalı</translation>
    </message>
    <message>
        <source>{0}: only these are shown</source>
        <translation>{0}: yalnızca bunlar gösteriliyor</translation>
    </message>
    <message>
        <source>{0}: these are left out</source>
        <translation>{0}: bunlar dışarıda bırakılıyor</translation>
    </message>
    <message>
        <source>Click: only these, without these, off. Keys: + only, - without.</source>
        <translation>Tıklama: yalnızca bunlar, bunlar hariç, kapalı. Tuşlar: + yalnızca, - hariç.</translation>
    </message>
</context>
<context>
    <name>ComparisonDialog</name>
    <message>
        <source>Compare experiments</source>
        <translation>Deneyleri karşılaştır</translation>
    </message>
    <message>
        <source>First experiment</source>
        <translation>İlk deney</translation>
    </message>
    <message>
        <source>Second experiment</source>
        <translation>İkinci deney</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Yer değiştir</translation>
    </message>
    <message>
        <source>Links that differ</source>
        <translation>Farklı olan bağlantılar</translation>
    </message>
    <message>
        <source>No link differs.</source>
        <translation>Farklı bağlantı yok.</translation>
    </message>
    <message>
        <source>Images and classes</source>
        <translation>Görüntüler ve sınıflar</translation>
    </message>
    <message>
        <source>No images are known.</source>
        <translation>Bilinen görüntü yok.</translation>
    </message>
    <message>
        <source>Choose two different experiments.</source>
        <translation>İki farklı deney seçin.</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Karşılaştırılıyor…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) added</source>
        <translation>
            <numerusform>%Ln bağlantı eklendi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln bağlantı kaldırıldı</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln retargeted</source>
        <translation>
            <numerusform>%Ln bağlantının hedefi değişti</numerusform>
        </translation>
    </message>
    <message>
        <source>Their links lead to the same places.</source>
        <translation>Bağlantıları aynı yerlere götürüyor.</translation>
    </message>
</context>
<context>
    <name>ConfigWatch</name>
    <message>
        <source>The settings read before still count.</source>
        <translation>Önceden okunan ayarlar geçerliliğini koruyor.</translation>
    </message>
    <message>
        <source>The folders named in cvlink.toml are others now.</source>
        <translation>cvlink.toml içinde adı geçen klasörler değişti.</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Yeniden aç</translation>
    </message>
    <message>
        <source>cvlink.toml was changed: the new settings count from now on.</source>
        <translation>cvlink.toml değişti: bundan sonra yeni ayarlar geçerli.</translation>
    </message>
    <message>
        <source>Reading settings</source>
        <translation>Ayarlar okunuyor</translation>
    </message>
</context>
<context>
    <name>ContainerDialog</name>
    <message>
        <source>Mounts for containers</source>
        <translation>Kapsayıcılar için bağlama noktaları</translation>
    </message>
    <message>
        <source>Looking for the smallest mounts…</source>
        <translation>En küçük bağlama noktaları aranıyor…</translation>
    </message>
    <message>
        <source>none</source>
        <translation>yok</translation>
    </message>
    <message>
        <source>as the mounts say, else at its own path</source>
        <translation>bağlama noktalarındaki gibi, yoksa kendi yolunda</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Çıktı</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopyala</translation>
    </message>
    <message>
        <source>Show in the trees</source>
        <translation>Ağaçlarda göster</translation>
    </message>
    <message>
        <source>Rewrite links…</source>
        <translation>Bağlantıları yeniden yaz…</translation>
    </message>
    <message>
        <source>Make links relative that one mount could serve</source>
        <translation>Tek bağlama noktasının yeteceği bağlantıları göreli yap</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Harita</translation>
    </message>
    <message>
        <source>Mounts</source>
        <translation>Bağlama noktaları</translation>
    </message>
    <message>
        <source>Project at</source>
        <translation>Projenin yeri</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>Yöntem</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Araç</translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) alive.</source>
        <translation>
            <numerusform>Çalışan bağlantı: %Ln.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rewrite %Ln link(s) first.</source>
        <translation>
            <numerusform>Önce %Ln bağlantıyı yeniden yazın.</numerusform>
        </translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>ve {0} tane daha</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… ve %n tane daha</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to copy yet.</source>
        <translation>Henüz kopyalanacak bir şey yok.</translation>
    </message>
</context>
<context>
    <name>Dashboard</name>
    <message>
        <source>Dashboard</source>
        <translation>Gösterge paneli</translation>
    </message>
    <message>
        <source>Loading the charts</source>
        <translation>Grafikler yükleniyor</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Resim</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Çizim</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tablo</translation>
    </message>
</context>
<context>
    <name>DesktopNotices</name>
    <message>
        <source>{0} min {1} s</source>
        <translation>{0} dk {1} sn</translation>
    </message>
    <message>
        <source>{1} s</source>
        <translation>{1} sn</translation>
    </message>
    <message>
        <source>{0}: ended after {1}</source>
        <translation>{0}: {1} sonra bitti</translation>
    </message>
</context>
<context>
    <name>DifferenceModel</name>
    <message>
        <source>Now</source>
        <translation>Şimdi</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Bağlantı</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Değişiklik</translation>
    </message>
    <message>
        <source>In the snapshot</source>
        <translation>Anlık görüntüde</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>O zaman</translation>
    </message>
    <message>
        <source>added</source>
        <translation>eklendi</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>kaldırıldı</translation>
    </message>
    <message>
        <source>retargeted</source>
        <translation>hedefi değişti</translation>
    </message>
</context>
<context>
    <name>DvcDialog</name>
    <message>
        <source>Put under DVC</source>
        <translation>DVC’ye al</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Bağlantı</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Çıktı</translation>
    </message>
    <message>
        <source>&amp;Run these commands</source>
        <translation>Bu komutları ça&amp;lıştır</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Komutlar</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Komut</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>Ne için</translation>
    </message>
    <message>
        <source>No command.</source>
        <translation>Komut yok.</translation>
    </message>
    <message>
        <source>Data:</source>
        <translation>Veri:</translation>
    </message>
    <message>
        <source>&amp;Link to it:</source>
        <translation>Ona giden &amp;bağlantı:</translation>
    </message>
    <message>
        <source>What shall the link be called?</source>
        <translation>Bağlantının adı ne olsun?</translation>
    </message>
    <message>
        <source>Planning</source>
        <translation>Planlanıyor</translation>
    </message>
    <message>
        <source>DVC looks after the data</source>
        <translation>veriyi DVC izler</translation>
    </message>
    <message>
        <source>git records what DVC wrote</source>
        <translation>git, DVC’nin yazdıklarını kaydeder</translation>
    </message>
    <message>
        <source>a link leads to the data</source>
        <translation>bir bağlantı veriye götürür</translation>
    </message>
    <message>
        <source>git records the link</source>
        <translation>git bağlantıyı kaydeder</translation>
    </message>
    <message>
        <source>They are run in {0}.</source>
        <translation>{0} içinde çalıştırılırlar.</translation>
    </message>
    <message>
        <source>Done: the link leads to the data, and git and DVC have both recorded.</source>
        <translation>Tamam: bağlantı veriye götürüyor, git de DVC de kaydetti.</translation>
    </message>
    <message>
        <source>What was done before stays as it is.</source>
        <translation>Önceden yapılanlar olduğu gibi kalır.</translation>
    </message>
    <message>
        <source>Putting data under DVC</source>
        <translation>Veri DVC’ye alınıyor</translation>
    </message>
    <message>
        <source>Running: {0}</source>
        <translation>Çalışıyor: {0}</translation>
    </message>
    <message>
        <source>The commands are running.</source>
        <translation>Komutlar çalışıyor.</translation>
    </message>
    <message>
        <source>There is no plan yet.</source>
        <translation>Henüz plan yok.</translation>
    </message>
</context>
<context>
    <name>ExperimentDialog</name>
    <message>
        <source>Data version</source>
        <translation>Veri sürümü</translation>
    </message>
    <message>
        <source>Splits</source>
        <translation>Bölümler</translation>
    </message>
    <message>
        <source>&amp;Data version:</source>
        <translation>&amp;Veri sürümü:</translation>
    </message>
    <message>
        <source>&amp;Splits:</source>
        <translation>Bö&amp;lümler:</translation>
    </message>
    <message>
        <source>&amp;Links:</source>
        <translation>&amp;Bağlantılar:</translation>
    </message>
    <message>
        <source>Which version of the data shall it use?</source>
        <translation>Verinin hangi sürümünü kullansın?</translation>
    </message>
    <message>
        <source>Looking what it has…</source>
        <translation>İçindekilere bakılıyor…</translation>
    </message>
    <message>
        <source>Each split that is ticked becomes a link.</source>
        <translation>İşaretlenen her bölüm bir bağlantı olur.</translation>
    </message>
    <message>
        <source>Tick one split at least.</source>
        <translation>En az bir bölüm işaretleyin.</translation>
    </message>
    <message>
        <source>One link leads to all of it: {0}.</source>
        <translation>Tek bir bağlantı tümüne götürür: {0}.</translation>
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
    <message>
        <source>There is no other problem of this kind in this experiment.</source>
        <translation>Bu deneyde bu türden başka sorun yok.</translation>
    </message>
    <message>
        <source>Only images that are in several splits are shown side by side.</source>
        <translation>Yalnızca birden çok bölümde bulunan görüntüler yan yana gösterilir.</translation>
    </message>
    <message>
        <source>Choose a problem first.</source>
        <translation>Önce bir sorun seçin.</translation>
    </message>
    <message>
        <source>This problem is waived in cvlink.toml.</source>
        <translation>Bu sorundan cvlink.toml içinde vazgeçilmiş.</translation>
    </message>
    <message>
        <source>No change of links mends this.</source>
        <translation>Bunu hiçbir bağlantı değişikliği düzeltmez.</translation>
    </message>
</context>
<context>
    <name>Handbook</name>
    <message>
        <source>Handbook</source>
        <translation>El kitabı</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Sayfa</translation>
    </message>
    <message>
        <source>Search all pages</source>
        <translation>Bütün sayfalarda ara</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>İçindekiler</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Geri</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>İleri</translation>
    </message>
    <message>
        <source>Beginning</source>
        <translation>Baş</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>Hiçbir şey bulunamadı.</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Opening the handbook</source>
        <translation>El kitabı açılıyor</translation>
    </message>
    <message>
        <source>New here? A short tour shows what is where.</source>
        <translation>Burada yeni misiniz? Kısa bir tur neyin nerede olduğunu gösterir.</translation>
    </message>
    <message>
        <source>Reading licences</source>
        <translation>Lisanslar okunuyor</translation>
    </message>
    <message>
        <source>Collecting</source>
        <translation>Toplanıyor</translation>
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
        <source>History of this link</source>
        <translation>Bağlantının geçmişi</translation>
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
        <source>Data set</source>
        <translation>Veri kümesi</translation>
    </message>
    <message>
        <source>Version control</source>
        <translation>Sürüm denetimi</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>Kullananlar</translation>
    </message>
    <message>
        <source>Looking at {0}…</source>
        <translation>{0} inceleniyor…</translation>
    </message>
    <message>
        <source>Is at</source>
        <translation>Bulunduğu yer</translation>
    </message>
    <message>
        <source>In the container {0}</source>
        <translation>{0} kapsayıcısında</translation>
    </message>
    <message>
        <source>In the container</source>
        <translation>Kapsayıcıda</translation>
    </message>
    <message>
        <source>link {0}</source>
        <translation>bağlantı {0}</translation>
    </message>
    <message>
        <source>Show all classes</source>
        <translation>Bütün sınıfları göster</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… ve %n tane daha</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}, a link whose text is {1}</source>
        <translation>{0}, metni {1} olan bir bağlantı</translation>
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
        <source>Text</source>
        <translation>Metin</translation>
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
    <message>
        <source>Go to the experiment {0}</source>
        <translation>{0} deneyine git</translation>
    </message>
</context>
<context>
    <name>Keeper</name>
    <message>
        <source>Listing the snapshots</source>
        <translation>Anlık görüntüler listeleniyor</translation>
    </message>
    <message>
        <source>Taking a snapshot</source>
        <translation>Anlık görüntü alınıyor</translation>
    </message>
    <message>
        <source>Reading the snapshot</source>
        <translation>Anlık görüntü okunuyor</translation>
    </message>
    <message>
        <source>Comparing snapshots</source>
        <translation>Anlık görüntüler karşılaştırılıyor</translation>
    </message>
    <message>
        <source>Planning</source>
        <translation>Planlanıyor</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Klavye kısayolları</translation>
    </message>
    <message>
        <source>Search actions and keys</source>
        <translation>Eylem ve tuş ara</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tuşlar</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Eylem</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Metin olarak kopyala</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Kapat</translation>
    </message>
    <message>
        <source>In lists and trees</source>
        <translation>Listelerde ve ağaçlarda</translation>
    </message>
    <message>
        <source>Open or close the row</source>
        <translation>Satırı aç ya da kapat</translation>
    </message>
    <message>
        <source>Open all that is below it</source>
        <translation>Altındakilerin hepsini aç</translation>
    </message>
    <message>
        <source>Go to the first or last row</source>
        <translation>İlk ya da son satıra git</translation>
    </message>
    <message>
        <source>Go to the next panel, or back</source>
        <translation>Sonraki panele git ya da geri dön</translation>
    </message>
    <message>
        <source>Menu of the row</source>
        <translation>Satırın menüsü</translation>
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
    <name>Lens</name>
    <message>
        <source>Planning</source>
        <translation>Planlanıyor</translation>
    </message>
    <message>
        <source>Judging links in the container</source>
        <translation>Kapsayıcıdaki bağlantılar değerlendiriliyor</translation>
    </message>
</context>
<context>
    <name>LensSwitch</name>
    <message>
        <source>Container: {0}</source>
        <translation>Kapsayıcı: {0}</translation>
    </message>
    <message>
        <source>no container</source>
        <translation>kapsayıcı yok</translation>
    </message>
    <message>
        <source>own mounts</source>
        <translation>kendi bağlama noktaları</translation>
    </message>
    <message>
        <source>No container</source>
        <translation>Kapsayıcı yok</translation>
    </message>
    <message>
        <source>Mounts…</source>
        <translation>Bağlama noktaları…</translation>
    </message>
</context>
<context>
    <name>Lineage</name>
    <message>
        <source>Drawing the lineage</source>
        <translation>Soy ağacı çiziliyor</translation>
    </message>
</context>
<context>
    <name>LineagePanel</name>
    <message>
        <source>Find in the drawing…</source>
        <translation>Çizimde ara…</translation>
    </message>
    <message>
        <source>Find in the drawing</source>
        <translation>Çizimde ara</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>Büyüt (+)</translation>
    </message>
    <message>
        <source>Smaller (-)</source>
        <translation>Küçült (-)</translation>
    </message>
    <message>
        <source>Show all of it (0)</source>
        <translation>Tümünü göster (0)</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Dışa aktar…</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Yükleniyor…</translation>
    </message>
    <message>
        <source>There are no datasets and no experiments here yet.</source>
        <translation>Burada henüz veri kümesi ve deney yok.</translation>
    </message>
    <message>
        <source>This folder has no raw, processed, splits or experiments to draw.</source>
        <translation>Bu klasörde çizilecek raw, processed, splits ya da experiments yok.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln bulundu</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Bir şey bulunamadı</translation>
    </message>
    <message>
        <source>Lineage of {0}</source>
        <translation>{0} soy ağacı</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Çizim</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Resim</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Create links</source>
        <translation>Bağlantıları oluştur</translation>
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
        <source>Subset…</source>
        <translation>Alt küme…</translation>
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
    <name>LinkTreeView</name>
    <message>
        <source>Nothing here matches the filter.</source>
        <translation>Burada filtreye uyan bir şey yok.</translation>
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
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>Undo: {0}</source>
        <translation>Geri al: {0}</translation>
    </message>
    <message>
        <source>Redo: {0}</source>
        <translation>Yinele: {0}</translation>
    </message>
    <message>
        <source>Copied: {0}</source>
        <translation>Kopyalandı: {0}</translation>
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
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln tane daha</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NumberEditor</name>
    <message>
        <source>never</source>
        <translation>asla</translation>
    </message>
</context>
<context>
    <name>OptionRow</name>
    <message>
        <source>Reset: {0}</source>
        <translation>Sıfırla: {0}</translation>
    </message>
    <message>
        <source>Not kept: {0}</source>
        <translation>Kaydedilmedi: {0}</translation>
    </message>
    <message>
        <source>default</source>
        <translation>varsayılan</translation>
    </message>
    <message>
        <source>your settings</source>
        <translation>sizin ayarlarınız</translation>
    </message>
    <message>
        <source>cvlink.toml</source>
        <translation>cvlink.toml</translation>
    </message>
    <message>
        <source>environment: {0}</source>
        <translation>ortam değişkeni: {0}</translation>
    </message>
    <message>
        <source>A variable of the environment decides this.</source>
        <translation>Buna bir ortam değişkeni karar veriyor.</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>Varsayılana dön</translation>
    </message>
    <message>
        <source>This is the default.</source>
        <translation>Bu, varsayılan değer.</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>This is not shown in the trees:</source>
        <translation>Bu, ağaçlarda gösterilmiyor:</translation>
    </message>
    <message>
        <source>Searching the project…</source>
        <translation>Projede aranıyor…</translation>
    </message>
    <message>
        <source>Datasets, experiments and links are found once a project is open.</source>
        <translation>Veri kümeleri, deneyler ve bağlantılar bir proje açıkken bulunur.</translation>
    </message>
    <message>
        <source>Type to find datasets, experiments and links as well.</source>
        <translation>Veri kümelerini, deneyleri ve bağlantıları da bulmak için yazın.</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Hiçbir şey bulunamadı.</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Son kullanılanlar</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Eylemler</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>Deneyler</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>Veri kümeleri</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Bağlantılar</translation>
    </message>
    <message>
        <source>action, not available</source>
        <translation>eylem, şu an kullanılamıyor</translation>
    </message>
    <message>
        <source>action</source>
        <translation>eylem</translation>
    </message>
    <message>
        <source>on</source>
        <translation>açık</translation>
    </message>
    <message>
        <source>off</source>
        <translation>kapalı</translation>
    </message>
    <message>
        <source>{0}: the best {1} of the first {2} that match</source>
        <translation>{0}: uyan ilk {2} içinden en iyi {1}</translation>
    </message>
    <message>
        <source>{0}: the best {1} of {2}</source>
        <translation>{0}: {2} içinden en iyi {1}</translation>
    </message>
    <message>
        <source>link</source>
        <translation>bağlantı</translation>
    </message>
    <message>
        <source>experiment</source>
        <translation>deney</translation>
    </message>
    <message>
        <source>dataset</source>
        <translation>veri kümesi</translation>
    </message>
</context>
<context>
    <name>PaletteView</name>
    <message>
        <source>Command palette</source>
        <translation>Komut paleti</translation>
    </message>
    <message>
        <source>Find actions, datasets, experiments and links</source>
        <translation>Eylem, veri kümesi, deney ve bağlantı bul</translation>
    </message>
    <message>
        <source>Find actions, datasets, experiments and links…</source>
        <translation>Eylem, veri kümesi, deney ve bağlantı bul…</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Bulunanlar</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>Image</source>
        <translation>Görüntü</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>Kutular</translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation>Önceki görüntü</translation>
    </message>
    <message>
        <source>Next image</source>
        <translation>Sonraki görüntü</translation>
    </message>
    <message>
        <source>First image</source>
        <translation>İlk görüntü</translation>
    </message>
    <message>
        <source>Last image</source>
        <translation>Son görüntü</translation>
    </message>
    <message>
        <source>Ten images back</source>
        <translation>On görüntü geri</translation>
    </message>
    <message>
        <source>Ten images on</source>
        <translation>On görüntü ileri</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>Yakınlaştır</translation>
    </message>
    <message>
        <source>Further away</source>
        <translation>Uzaklaştır</translation>
    </message>
    <message>
        <source>Fit into the window</source>
        <translation>Pencereye sığdır</translation>
    </message>
    <message>
        <source>This is the first one.</source>
        <translation>İlk sıradaki bu.</translation>
    </message>
    <message>
        <source>This is the last one.</source>
        <translation>Son sıradaki bu.</translation>
    </message>
    <message>
        <source>Reading the image…</source>
        <translation>Görüntü okunuyor…</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ve %n tane daha</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>%{0}</translation>
    </message>
    <message>
        <source>no labels found</source>
        <translation>etiket bulunamadı</translation>
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
        <source>Nothing is planned.</source>
        <translation>Planlanan bir şey yok.</translation>
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
        <source>Conflicts have to be solved first.</source>
        <translation>Önce çakışmalar çözülmelidir.</translation>
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
        <source>Comparing</source>
        <translation>Karşılaştırma</translation>
    </message>
    <message>
        <source>Planning</source>
        <translation>Planlanıyor</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Saving settings</source>
        <translation>Ayarlar kaydediliyor</translation>
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
        <source>The audit is not at its end yet.</source>
        <translation>Denetim henüz bitmedi.</translation>
    </message>
    <message>
        <source>It is being stopped.</source>
        <translation>Durduruluyor.</translation>
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
        <source>Nothing is under way.</source>
        <translation>Sürmekte olan bir şey yok.</translation>
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
    <name>PreviewDialog</name>
    <message>
        <source>Something is still missing.</source>
        <translation>Henüz eksik bir şey var.</translation>
    </message>
</context>
<context>
    <name>ProblemReportDialog</name>
    <message>
        <source>Report a problem</source>
        <translation>Sorun bildir</translation>
    </message>
    <message>
        <source>What did you do, and what happened?</source>
        <translation>Ne yaptınız ve ne oldu?</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Ne oldu</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>Rapor</translation>
    </message>
    <message>
        <source>Hide private names and paths</source>
        <translation>Özel adları ve yolları gizle</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ayarlar</translation>
    </message>
    <message>
        <source>Last lines of the log</source>
        <translation>Günlüğün son satırları</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopyala</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Kaydet…</translation>
    </message>
    <message>
        <source>The log is {0}</source>
        <translation>Günlük: {0}</translation>
    </message>
    <message>
        <source>Nothing is sent. This is all that would be in the report: read it, change what you like, then copy or save it and give it to whoever helps you.</source>
        <translation>Hiçbir şey gönderilmez. Raporda yalnızca bunlar olur: okuyun, dilediğinizi değiştirin, sonra kopyalayın ya da kaydedin ve size yardım edene verin.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Kapat</translation>
    </message>
    <message>
        <source>Collecting…</source>
        <translation>Toplanıyor…</translation>
    </message>
    <message>
        <source>The report was copied.</source>
        <translation>Rapor kopyalandı.</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Raporu kaydet</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>Kaydedildi: {0}</translation>
    </message>
    <message>
        <source>Saving the report</source>
        <translation>Rapor kaydediliyor</translation>
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
    <message numerus="yes">
        <source>{0}: {1}, {2}, %Ln places</source>
        <translation>
            <numerusform>{0}: {1}, {2}, %Ln yer</numerusform>
        </translation>
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
    <name>ProfileSwitch</name>
    <message>
        <source>Profile: {0}</source>
        <translation>Profil: {0}</translation>
    </message>
    <message>
        <source>no profile</source>
        <translation>profil yok</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>karışık</translation>
    </message>
    <message>
        <source>{0} of {1} links</source>
        <translation>{1} bağlantıdan {0}</translation>
    </message>
</context>
<context>
    <name>Profiles</name>
    <message>
        <source>Planning</source>
        <translation>Planlanıyor</translation>
    </message>
</context>
<context>
    <name>Proposals</name>
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
    <name>Recent</name>
    <message>
        <source>Looking for recent projects</source>
        <translation>Son projeler aranıyor</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>Open recent</source>
        <translation>Son kullanılanlar</translation>
    </message>
    <message>
        <source>No project was opened yet.</source>
        <translation>Henüz hiçbir proje açılmadı.</translation>
    </message>
    <message>
        <source>(not there)</source>
        <translation>(yerinde değil)</translation>
    </message>
    <message>
        <source>Forget those that are not there</source>
        <translation>Yerinde olmayanları unut</translation>
    </message>
    <message>
        <source>All of them are there.</source>
        <translation>Hepsi yerinde.</translation>
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
    <name>Savings</name>
    <message>
        <source>Counting what links save</source>
        <translation>Bağlantıların kazandırdığı yer hesaplanıyor</translation>
    </message>
    <message>
        <source>Looking for duplicates</source>
        <translation>Yinelenen dosyalar aranıyor</translation>
    </message>
    <message>
        <source>Planning</source>
        <translation>Planlanıyor</translation>
    </message>
    <message>
        <source>Looking for kept files</source>
        <translation>Saklanan dosyalar aranıyor</translation>
    </message>
    <message>
        <source>Deleting kept files</source>
        <translation>Saklanan dosyalar siliniyor</translation>
    </message>
    <message numerus="yes">
        <source>%Ln kept file(s) deleted: {0} are free again.</source>
        <translation>
            <numerusform>Saklanan %Ln dosya silindi: {0} yeniden boş.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) left, such as {0}: {1}</source>
        <translation>
            <numerusform>%Ln dosya bırakıldı, {0}: {1}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SavingsDialog</name>
    <message>
        <source>Savings</source>
        <translation>Tasarruf</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>İlerleme</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>İptal</translation>
    </message>
    <message>
        <source>&amp;Look for duplicates</source>
        <translation>&amp;Yinelenenleri ara</translation>
    </message>
    <message>
        <source>&amp;Replace by links…</source>
        <translation>&amp;Bağlantıyla değiştir…</translation>
    </message>
    <message>
        <source>&amp;Delete kept files…</source>
        <translation>&amp;Saklanan dosyaları sil…</translation>
    </message>
    <message>
        <source>Not looked for yet: files have to be read. Nothing is changed by that.</source>
        <translation>Henüz aranmadı: dosyaların okunması gerekir. Bu hiçbir şeyi değiştirmez.</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Yer</translation>
    </message>
    <message>
        <source>On the disk</source>
        <translation>Diskte</translation>
    </message>
    <message>
        <source>As copies</source>
        <translation>Kopya olsaydı</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Kazanılan</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Pay</translation>
    </message>
    <message>
        <source>Lent to others</source>
        <translation>Başkalarına verilen</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>Kullanan</translation>
    </message>
    <message>
        <source>What links save</source>
        <translation>Bağlantıların kazandırdığı yer</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Dosya</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Boyut</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Not</translation>
    </message>
    <message>
        <source>Files that are there twice</source>
        <translation>İki kez bulunan dosyalar</translation>
    </message>
    <message>
        <source>None known.</source>
        <translation>Bilinen yok.</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>Toplam</translation>
    </message>
    <message>
        <source>Links save {0}: copies in their place would take {1} in all, not {2}.</source>
        <translation>Bağlantılar {0} kazandırıyor: yerlerinde kopyalar olsaydı {2} yerine toplam {1} tutardı.</translation>
    </message>
    <message>
        <source>Not counted: {0} ({1}), as {2}</source>
        <translation>Sayılmadı: {0} ({1}), örneğin {2}</translation>
    </message>
    <message>
        <source>The rest of the project</source>
        <translation>Projenin geri kalanı</translation>
    </message>
    <message>
        <source>No file is there twice.</source>
        <translation>İki kez bulunan dosya yok.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln copy(ies) could be links, which would save {0}.</source>
        <translation>
            <numerusform>%Ln kopya bağlantı olabilir; bu {0} kazandırır.</numerusform>
        </translation>
    </message>
    <message>
        <source>stays</source>
        <translation>kalır</translation>
    </message>
    <message>
        <source>could be a link</source>
        <translation>bağlantı olabilir</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) gave their place to links and are kept: {0}.</source>
        <translation>
            <numerusform>%Ln dosya yerini bağlantıya bıraktı ve saklanıyor: {0}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete kept files</source>
        <translation>Saklanan dosyaları sil</translation>
    </message>
    <message>
        <source>Each is compared once more with what its link leads to, and deleted if their bytes are equal. Its change cannot be undone afterwards.</source>
        <translation>Her biri, bağlantısının gittiği dosyayla bir kez daha karşılaştırılır ve baytları eşitse silinir. Sonrasında bu değişiklik geri alınamaz.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Sil</translation>
    </message>
    <message>
        <source>The project was changed: look again.</source>
        <translation>Proje değişti: yeniden arayın.</translation>
    </message>
    <message>
        <source>Nothing was kept for you.</source>
        <translation>Sizin için saklanmış bir şey yok.</translation>
    </message>
    <message>
        <source>No files are there twice that could become links.</source>
        <translation>Bağlantıya dönüşebilecek yinelenen dosya yok.</translation>
    </message>
    <message>
        <source>These cannot become links.</source>
        <translation>Bunlar bağlantıya dönüşemez.</translation>
    </message>
</context>
<context>
    <name>Serving</name>
    <message>
        <source>The process that serves the metrics has ended.</source>
        <translation>Metrikleri sunan süreç sona erdi.</translation>
    </message>
    <message>
        <source>Use a free port</source>
        <translation>Boş bir port kullan</translation>
    </message>
</context>
<context>
    <name>ServingButton</name>
    <message>
        <source>Prometheus finds the metrics of this project at {0}.</source>
        <translation>Prometheus bu projenin metriklerini {0} adresinde bulur.</translation>
    </message>
    <message>
        <source>A click copies the address.</source>
        <translation>Tıklamak adresi kopyalar.</translation>
    </message>
    <message>
        <source>Nothing is known now: {0}</source>
        <translation>Şu anda hiçbir şey bilinmiyor: {0}</translation>
    </message>
    <message>
        <source>The metrics are not served yet.</source>
        <translation>Metrikler henüz sunulmuyor.</translation>
    </message>
    <message>
        <source>Metrics: starting…</source>
        <translation>Metrikler: başlatılıyor…</translation>
    </message>
    <message>
        <source>Metrics: nothing is known</source>
        <translation>Metrikler: hiçbir şey bilinmiyor</translation>
    </message>
    <message>
        <source>Metrics at {0}</source>
        <translation>Metrikler: {0}</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Ayarlar</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Ayarlarda ara</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Bölümler</translation>
    </message>
    <message>
        <source>For you, in every project</source>
        <translation>Sizin için, her projede</translation>
    </message>
    <message>
        <source>For everybody: cvlink.toml of {0}</source>
        <translation>Herkes için: {0} projesinin cvlink.toml dosyası</translation>
    </message>
    <message>
        <source>Open a project to see what is set for it.</source>
        <translation>Ayarlarını görmek için bir proje açın.</translation>
    </message>
    <message>
        <source>Reset all…</source>
        <translation>Tümünü sıfırla…</translation>
    </message>
    <message>
        <source>Reset all: {0}</source>
        <translation>Tümünü sıfırla: {0}</translation>
    </message>
    <message>
        <source>No setting has “{0}” in it.</source>
        <translation>İçinde “{0}” geçen bir ayar yok.</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Tümünü sıfırla</translation>
    </message>
    <message>
        <source>Nothing is set here: the defaults count.</source>
        <translation>Burada bir şey ayarlanmamış: varsayılanlar geçerli.</translation>
    </message>
    <message>
        <source>Let the defaults count for these?</source>
        <translation>Bunlar için varsayılanlar geçerli olsun mu?</translation>
    </message>
    <message>
        <source>What the file says now is kept beside it as cvlink.toml~.</source>
        <translation>Dosyanın şimdiki hâli yanında cvlink.toml~ olarak saklanır.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Sıfırla</translation>
    </message>
</context>
<context>
    <name>SnapshotDialog</name>
    <message>
        <source>Snapshots</source>
        <translation>Anlık görüntüler</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Karşılaştır</translation>
    </message>
    <message>
        <source>Also remove links that are &amp;new since then</source>
        <translation>O zamandan beri &amp;yeni olan bağlantıları da kaldır</translation>
    </message>
    <message>
        <source>&amp;Take one now</source>
        <translation>Şi&amp;mdi al</translation>
    </message>
    <message>
        <source>From a &amp;file…</source>
        <translation>&amp;Dosyadan…</translation>
    </message>
    <message>
        <source>Restore &amp;selected…</source>
        <translation>&amp;Seçilenleri geri getir…</translation>
    </message>
    <message>
        <source>Restore &amp;all…</source>
        <translation>&amp;Tümünü geri getir…</translation>
    </message>
    <message>
        <source>None is kept yet.</source>
        <translation>Henüz saklanan yok.</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Alındı</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Bağlantılar</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Neden</translation>
    </message>
    <message>
        <source>never</source>
        <translation>asla</translation>
    </message>
    <message>
        <source>h</source>
        <comment>hours</comment>
        <translation>sa</translation>
    </message>
    <message>
        <source>Hours between snapshots</source>
        <translation>Anlık görüntüler arasındaki saat</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Fark</translation>
    </message>
    <message>
        <source>No link differs.</source>
        <translation>Farklı bağlantı yok.</translation>
    </message>
    <message>
        <source>Take one &amp;every</source>
        <translation>Alma s&amp;ıklığı</translation>
    </message>
    <message>
        <source>Compare &amp;with</source>
        <translation>&amp;Karşılaştır</translation>
    </message>
    <message>
        <source>what is there now</source>
        <translation>şu an olanla</translation>
    </message>
    <message>
        <source>There is no snapshot yet. Take one now.</source>
        <translation>Henüz anlık görüntü yok. Şimdi bir tane alın.</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>istek üzerine</translation>
    </message>
    <message>
        <source>before a large change</source>
        <translation>büyük bir değişiklikten önce</translation>
    </message>
    <message>
        <source>by the schedule</source>
        <translation>zamanlamayla</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>bilinmiyor</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>dosya</translation>
    </message>
    <message>
        <source>not all could be read</source>
        <translation>tümü okunamadı</translation>
    </message>
    <message>
        <source>Reading all links…</source>
        <translation>Tüm bağlantılar okunuyor…</translation>
    </message>
    <message>
        <source>Read a snapshot</source>
        <translation>Anlık görüntü oku</translation>
    </message>
    <message>
        <source>Snapshots (*.json);;All files (*)</source>
        <translation>Anlık görüntüler (*.json);;Tüm dosyalar (*)</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Karşılaştırılıyor…</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Şimdi</translation>
    </message>
    <message numerus="yes">
        <source>%Ln added</source>
        <translation>
            <numerusform>%Ln eklendi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln bağlantı kaldırıldı</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln retargeted</source>
        <translation>
            <numerusform>%Ln bağlantının hedefi değişti</numerusform>
        </translation>
    </message>
    <message>
        <source>No difference.</source>
        <translation>Fark yok.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s) could not be read: of links in them nothing is known.</source>
        <translation>
            <numerusform>%Ln klasör okunamadı: içlerindeki bağlantılar bilinmiyor.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a snapshot first.</source>
        <translation>Önce bir anlık görüntü seçin.</translation>
    </message>
    <message>
        <source>Select rows of a comparison with what is there now.</source>
        <translation>Şu anki durumla yapılan bir karşılaştırmanın satırlarını seçin.</translation>
    </message>
</context>
<context>
    <name>Stager</name>
    <message>
        <source>This project lies in no repository of git.</source>
        <translation>Bu proje bir git deposunda değil.</translation>
    </message>
    <message>
        <source>git has recorded the selected links as they are.</source>
        <translation>git seçili bağlantıları oldukları gibi kaydetmiş.</translation>
    </message>
    <message>
        <source>Nothing of the selection is staged.</source>
        <translation>Seçimde hazırlanmış bir şey yok.</translation>
    </message>
    <message>
        <source>Telling git</source>
        <translation>git’e bildiriliyor</translation>
    </message>
    <message>
        <source>Staged: {0}</source>
        <translation>Hazırlandı: {0}</translation>
    </message>
    <message>
        <source>No longer staged: {0}</source>
        <translation>Hazırlıktan çıkarıldı: {0}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) staged.</source>
        <translation>
            <numerusform>%Ln bağlantı hazırlandı.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) no longer staged.</source>
        <translation>
            <numerusform>%Ln bağlantı hazırlıktan çıkarıldı.</numerusform>
        </translation>
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
        <source>Show me around</source>
        <translation>Bana etrafı göster</translation>
    </message>
    <message>
        <source>Makes a sample project, and points at what is where.</source>
        <translation>Örnek bir proje oluşturur ve neyin nerede olduğunu gösterir.</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Son kullanılanlar</translation>
    </message>
    <message>
        <source>(not there)</source>
        <translation>(yerinde yok)</translation>
    </message>
    <message>
        <source>This folder is not there any more.</source>
        <translation>Bu klasör artık yerinde değil.</translation>
    </message>
    <message>
        <source>Forget {0}</source>
        <translation>Listeden çıkar: {0}</translation>
    </message>
    <message>
        <source>Take it off the list; the folder stays</source>
        <translation>Listeden çıkarır; klasör yerinde kalır</translation>
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
    <message>
        <source>To follow changes made by others is switched off.</source>
        <translation>Başkalarının değişikliklerini izleme kapalı.</translation>
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
    <message>
        <source>While an audit is under way changes wait for its end.</source>
        <translation>Denetim sürerken değişiklikler onun bitmesini bekler.</translation>
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
        <source>It is being cancelled.</source>
        <translation>İptal ediliyor.</translation>
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
    <name>Stuck</name>
    <message>
        <source>Looking</source>
        <translation>Bakılıyor</translation>
    </message>
</context>
<context>
    <name>StyleBox</name>
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
</context>
<context>
    <name>SubsetDialog</name>
    <message>
        <source>Make a subset</source>
        <translation>Alt küme oluştur</translation>
    </message>
    <message>
        <source>Reading {0}…</source>
        <translation>{0} okunuyor…</translation>
    </message>
    <message>
        <source>Reading annotations</source>
        <translation>Açıklamalar okunuyor</translation>
    </message>
    <message>
        <source>Planning…</source>
        <translation>Planlanıyor…</translation>
    </message>
    <message>
        <source>Planning</source>
        <translation>Planlanıyor</translation>
    </message>
    <message>
        <source>Folder of the subset</source>
        <translation>Alt kümenin klasörü</translation>
    </message>
    <message>
        <source>By rank of a hash</source>
        <translation>Karma sırasına göre</translation>
    </message>
    <message>
        <source>Classes keep their shares</source>
        <translation>Sınıflar paylarını korur</translation>
    </message>
    <message>
        <source>all; or names, with commas between</source>
        <translation>tümü; ya da virgülle ayrılmış adlar</translation>
    </message>
    <message>
        <source>Any of the classes</source>
        <translation>Sınıflardan herhangi biri</translation>
    </message>
    <message>
        <source>All of the classes</source>
        <translation>Sınıfların tümü</translation>
    </message>
    <message>
        <source>no least</source>
        <translation>alt sınır yok</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sınır yok</translation>
    </message>
    <message>
        <source>any</source>
        <translation>herhangi</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Kalsın</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>Çıkarılsın</translation>
    </message>
    <message>
        <source>Only them</source>
        <translation>Yalnız onlar</translation>
    </message>
    <message>
        <source>as in the source</source>
        <translation>kaynaktaki gibi</translation>
    </message>
    <message>
        <source>a regular expression, such as [^/]+/</source>
        <translation>düzenli ifade, örneğin [^/]+/</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Klasör</translation>
    </message>
    <message>
        <source>Share of the images</source>
        <translation>Görüntülerin payı</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Tohum</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Yöntem</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Sınıflar</translation>
    </message>
    <message>
        <source>Images with</source>
        <translation>Görüntülerde bulunsun</translation>
    </message>
    <message>
        <source>Images a class, at least</source>
        <translation>Sınıf başına en az görüntü</translation>
    </message>
    <message>
        <source>Images a class, at most</source>
        <translation>Sınıf başına en çok görüntü</translation>
    </message>
    <message>
        <source>Smallest box (px²)</source>
        <translation>En küçük kutu (px²)</translation>
    </message>
    <message>
        <source>Largest box (px²)</source>
        <translation>En büyük kutu (px²)</translation>
    </message>
    <message>
        <source>Crowds</source>
        <translation>Kalabalıklar</translation>
    </message>
    <message>
        <source>Without annotations</source>
        <translation>Açıklamasız olanlar</translation>
    </message>
    <message>
        <source>Kept together</source>
        <translation>Birlikte tutulan</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Sınıf</translation>
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
        <source>Share</source>
        <translation>Pay</translation>
    </message>
    <message>
        <source>Choose the annotations first.</source>
        <translation>Önce açıklama dosyasını seçin.</translation>
    </message>
    <message>
        <source>Choosing</source>
        <translation>Seçiliyor</translation>
    </message>
    <message>
        <source>{0} of {1} images, {2} of {3} annotations</source>
        <translation>{1} görüntüden {0}, {3} açıklamadan {2}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln class(es) lost</source>
        <translation>
            <numerusform>%Ln sınıf kayıp</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) not on the disk</source>
        <translation>
            <numerusform>%Ln görüntü diskte yok</numerusform>
        </translation>
    </message>
    <message>
        <source>total variation {0}</source>
        <translation>toplam değişim {0}</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>kayıp</translation>
    </message>
</context>
<context>
    <name>SwitchEditor</name>
    <message>
        <source>on</source>
        <translation>açık</translation>
    </message>
    <message>
        <source>off</source>
        <translation>kapalı</translation>
    </message>
</context>
<context>
    <name>TableEditor</name>
    <message>
        <source>Add</source>
        <translation>Ekle</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Klasör ekle…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Kaldır</translation>
    </message>
    <message>
        <source>Select a row first.</source>
        <translation>Önce bir satır seçin.</translation>
    </message>
</context>
<context>
    <name>Thumbnails</name>
    <message>
        <source>Images</source>
        <translation>Görüntüler</translation>
    </message>
    <message>
        <source>Looking for images…</source>
        <translation>Görüntüler aranıyor…</translation>
    </message>
    <message>
        <source>No images here.</source>
        <translation>Burada görüntü yok.</translation>
    </message>
    <message>
        <source>Images ({0})</source>
        <translation>Görüntüler ({0})</translation>
    </message>
    <message>
        <source>Click, or Return: larger, with the names of the classes.</source>
        <translation>Tıklayın ya da Return’e basın: sınıf adlarıyla, daha büyük.</translation>
    </message>
</context>
<context>
    <name>ThumbnailsView</name>
    <message>
        <source>Images</source>
        <translation>Görüntüler</translation>
    </message>
</context>
<context>
    <name>TickBar</name>
    <message numerus="yes">
        <source>%Ln place(s) with problems</source>
        <translation>
            <numerusform>sorunlu %Ln yer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tracker</name>
    <message>
        <source>Asking git and DVC</source>
        <translation>git ve DVC’ye soruluyor</translation>
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
    <message>
        <source>goes with what is selected</source>
        <translation>seçili olanla ilişkili</translation>
    </message>
</context>
<context>
    <name>Trees</name>
    <message>
        <source>Keeping what was found</source>
        <translation>Bulunanlar saklanıyor</translation>
    </message>
    <message>
        <source>Tidying up</source>
        <translation>Toparlanıyor</translation>
    </message>
</context>
<context>
    <name>Trends</name>
    <message>
        <source>Adding up what links save</source>
        <translation>Bağlantıların kazandırdığı toplanıyor</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>Something unexpected happened</source>
        <translation>Beklenmeyen bir şey oldu</translation>
    </message>
    <message>
        <source>A mistake of the program came up: {0}.
The program goes on. No change to your links is left half done. This is shown once; if it comes again, please report it.</source>
        <translation>Programın bir hatası ortaya çıktı: {0}.
Program sürüyor. Bağlantılarınızdaki hiçbir değişiklik yarım kalmadı. Bu bir kez gösterilir; yinelenirse lütfen bildirin.</translation>
    </message>
    <message>
        <source>The program ended unexpectedly last time</source>
        <translation>Program geçen sefer beklenmedik biçimde sona erdi</translation>
    </message>
    <message>
        <source>Your links are safe: a change that was under way is finished or rolled back when its project is opened. If this comes again, please report it.</source>
        <translation>Bağlantılarınız güvende: yarıda kalan değişiklik, projesi açılınca bitirilir ya da geri alınır. Bu yinelenirse lütfen bildirin.</translation>
    </message>
</context>
<context>
    <name>TroubleDialog</name>
    <message>
        <source>Details</source>
        <translation>Ayrıntılar</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Ayrıntıları kopyala</translation>
    </message>
    <message>
        <source>Report a problem…</source>
        <translation>Sorun bildir…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Kapat</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>Ayrıntıları gizle</translation>
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
        <source>Lineage</source>
        <translation>Soy ağacı</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>Gösterge paneli</translation>
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
        <translation>Bir bölümün, bağlantının ya da deneyin üzerine bırakın.</translation>
    </message>
</context>
<context>
    <name>_Cells</name>
    <message>
        <source>None.</source>
        <translation>Yok.</translation>
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
        <translation>Aynı dosya iki bölümde birden</translation>
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
        <translation>Bağlantılar kırık değil: bir disk bağlı değil. Diski bağlayın; bağlantıları onarmayın.</translation>
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
        <source>Give every split the same classes in the same order; mend broken class links.</source>
        <translation>Her bölüme aynı sınıfları aynı sırayla verin; kırık sınıf bağlantılarını onarın.</translation>
    </message>
    <message>
        <source>Point the splits at different data, or take the shared images out of one.</source>
        <translation>Bölümleri farklı verilere yöneltin ya da ortak görüntüleri birinden çıkarın.</translation>
    </message>
    <message>
        <source>Take the copies out of one of the splits.</source>
        <translation>Kopyaları bölümlerin birinden çıkarın.</translation>
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
        <source>New experiment…</source>
        <translation>Yeni deney…</translation>
    </message>
    <message>
        <source>Duplicate experiment…</source>
        <translation>Deneyi çoğalt…</translation>
    </message>
    <message>
        <source>Compare experiments…</source>
        <translation>Deneyleri karşılaştır…</translation>
    </message>
    <message>
        <source>Make a subset…</source>
        <translation>Alt küme oluştur…</translation>
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
        <source>Switch profile…</source>
        <translation>Profil değiştir…</translation>
    </message>
    <message>
        <source>Stage link in git</source>
        <translation>Bağlantıyı git’e hazırla</translation>
    </message>
    <message>
        <source>Unstage</source>
        <translation>Hazırlıktan çıkar</translation>
    </message>
    <message>
        <source>Put under DVC…</source>
        <translation>DVC’ye al…</translation>
    </message>
    <message>
        <source>Snapshots…</source>
        <translation>Anlık görüntüler…</translation>
    </message>
    <message>
        <source>Savings…</source>
        <translation>Tasarruf…</translation>
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
        <source>Look through a container…</source>
        <translation>Bir kapsayıcıdan bak…</translation>
    </message>
    <message>
        <source>Mounts for containers…</source>
        <translation>Kapsayıcılar için bağlama noktaları…</translation>
    </message>
    <message>
        <source>Show the lineage</source>
        <translation>Soy ağacını göster</translation>
    </message>
    <message>
        <source>Show the dashboard</source>
        <translation>Gösterge panelini göster</translation>
    </message>
    <message>
        <source>Serve metrics</source>
        <translation>Metrikleri sun</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Açık ya da koyu</translation>
    </message>
    <message>
        <source>Follow changes made by others</source>
        <translation>Başkalarının değişikliklerini izle</translation>
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
    <message numerus="yes">
        <source>%Ln</source>
        <translation>
            <numerusform>%Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln annotations of {path} have no image in JPEGImages</source>
        <translation>
            <numerusform>{path} içindeki %Ln etiketlemenin JPEGImages’te görüntüsü yok</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bytes</source>
        <translation>
            <numerusform>%Ln bayt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chosen images are not on the disk: they are left out</source>
        <translation>
            <numerusform>Seçilen %Ln görüntü diskte yok: dışarıda bırakıldı</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln classes are lost: {names}</source>
        <translation>
            <numerusform>%Ln sınıf yitiyor: {names}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln dosya</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files have other content than at the last audit, {time}</source>
        <translation>
            <numerusform>Son denetimden ({time}) bu yana içeriği değişen dosya: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files have other content than in the manifest of {time}</source>
        <translation>
            <numerusform>%Ln dosyanın içeriği {time} tarihli bildirimdekinden farklı</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files have the bytes of another one; links would save {saved} bytes</source>
        <translation>
            <numerusform>%Ln dosya bir başkasıyla aynı baytlara sahip; bağlantılar {saved} bayt kazandırır</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folders could not be read, so this file was left as it is</source>
        <translation>
            <numerusform>%Ln klasör okunamadı, bu yüzden bu dosya olduğu gibi bırakıldı</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images that were not there then are there now</source>
        <translation>
            <numerusform>O zaman olmayan %Ln görüntü şimdi var</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln label files or more have no image</source>
        <translation>
            <numerusform>En az %Ln etiket dosyasının görüntüsü yok</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links are new since then, this one among them: they stay</source>
        <translation>
            <numerusform>o zamandan beri %Ln yeni bağlantı var, bu da aralarında: yerlerinde kalırlar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links deleted</source>
        <translation>
            <numerusform>%Ln bağlantı silinmiş</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links lead elsewhere than at the last audit, {time}</source>
        <translation>
            <numerusform>Son denetimden ({time}) bu yana başka yere giden bağlantı: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links lead elsewhere than in the manifest of {time}</source>
        <translation>
            <numerusform>%Ln bağlantı {time} tarihli bildirimdekinden başka yere gidiyor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links not added</source>
        <translation>
            <numerusform>%Ln bağlantı eklenmemiş</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links not committed</source>
        <translation>
            <numerusform>%Ln bağlantı commit edilmemiş</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links retargeted</source>
        <translation>
            <numerusform>%Ln bağlantının hedefi değişmiş</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln names of {path} have no image in JPEGImages</source>
        <translation>
            <numerusform>{path} içindeki %Ln adın JPEGImages’te görüntüsü yok</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other broken links moved the same way</source>
        <translation>
            <numerusform>%Ln başka kırık bağlantı da aynı şekilde taşınmış</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln paths</source>
        <translation>
            <numerusform>%Ln yol</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln paths are new since the last audit, {time}</source>
        <translation>
            <numerusform>Son denetimden ({time}) bu yana yeni olan yol: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln paths are not in the manifest of {time}</source>
        <translation>
            <numerusform>%Ln yol {time} tarihli bildirimde yok</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln paths in conflict</source>
        <translation>
            <numerusform>%Ln yol çakışıyor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln paths of the last audit, {time}, are gone</source>
        <translation>
            <numerusform>Son denetimdeki ({time}) yollardan artık olmayan: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln paths of the manifest of {time} are gone</source>
        <translation>
            <numerusform>{time} tarihli bildirimdeki %Ln yol artık yok</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln things of another kind</source>
        <translation>
            <numerusform>%Ln şey başka türde</numerusform>
        </translation>
    </message>
    <message>
        <source>0.1 is a tenth of the images.</source>
        <translation>0.1, görüntülerin onda biridir.</translation>
    </message>
    <message>
        <source>A link leads to one thing; drop one.</source>
        <translation>Bir bağlantı tek bir şeye gider; bir tane bırakın.</translation>
    </message>
    <message>
        <source>A link on the way leads outside.</source>
        <translation>Yoldaki bir bağlantı dışarı gidiyor.</translation>
    </message>
    <message>
        <source>A link to a file, or to what is not there, needs a right this user has not</source>
        <translation>Bir dosyaya ya da olmayan bir şeye bağlantı, bu kullanıcıda olmayan bir hak gerektirir</translation>
    </message>
    <message>
        <source>A number of images cannot be negative</source>
        <translation>Görüntü sayısı negatif olamaz</translation>
    </message>
    <message>
        <source>A subset needs a ratio or a count, one of them</source>
        <translation>Bir alt kümeye ya oran ya da sayı gerekir</translation>
    </message>
    <message>
        <source>An absolute path in the container is needed</source>
        <translation>Kapsayıcıda mutlak bir yol gerekli</translation>
    </message>
    <message>
        <source>An earlier change was not finished: {title}</source>
        <translation>Önceki bir değişiklik tamamlanmamış: {title}</translation>
    </message>
    <message>
        <source>An exact restore (`--exact`) removes them.</source>
        <translation>Birebir geri getirme (`--exact`) onları kaldırır.</translation>
    </message>
    <message>
        <source>An upper bound where the file system shares blocks (reflinks).</source>
        <translation>Dosya sistemi blokları paylaşıyorsa (reflink) bu bir üst sınırdır.</translation>
    </message>
    <message>
        <source>Ask for less.</source>
        <translation>Daha azını isteyin.</translation>
    </message>
    <message>
        <source>Ask its owner for read permission.</source>
        <translation>Sahibinden okuma izni isteyin.</translation>
    </message>
    <message>
        <source>Ask the owner for access, or run as another user.</source>
        <translation>Sahibinden erişim isteyin ya da başka bir kullanıcıyla çalıştırın.</translation>
    </message>
    <message>
        <source>Audit of {name}</source>
        <translation>{name} denetimi</translation>
    </message>
    <message>
        <source>CONTAINER is an absolute path.</source>
        <translation>CONTAINER mutlak bir yoldur.</translation>
    </message>
    <message>
        <source>Check its name.</source>
        <translation>Adını kontrol edin.</translation>
    </message>
    <message>
        <source>Check its path, and whether the disk is mounted.</source>
        <translation>Yolunu ve diskin bağlı olup olmadığını kontrol edin.</translation>
    </message>
    <message>
        <source>Check its path.</source>
        <translation>Yolunu kontrol edin.</translation>
    </message>
    <message>
        <source>Check its spelling.</source>
        <translation>Yazımını kontrol edin.</translation>
    </message>
    <message>
        <source>Check the disk and the system log.</source>
        <translation>Diski ve sistem günlüğünü kontrol edin.</translation>
    </message>
    <message>
        <source>Check the path, and whether the data is mounted.</source>
        <translation>Yolu ve verinin bağlı olup olmadığını kontrol edin.</translation>
    </message>
    <message>
        <source>Check the path, and whether the data is mounted. Earlier snapshots stay.</source>
        <translation>Yolu ve verinin bağlı olup olmadığını denetleyin. Önceki anlık görüntüler kalır.</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Yolu kontrol edin.</translation>
    </message>
    <message>
        <source>Check the spelling, and the mount.</source>
        <translation>Yazımı ve bağlama noktasını kontrol edin.</translation>
    </message>
    <message>
        <source>Check the spelling, and whether the disk is mounted.</source>
        <translation>Yazımı ve diskin bağlı olup olmadığını kontrol edin.</translation>
    </message>
    <message>
        <source>Choose a place inside the project.</source>
        <translation>Projenin içinde bir yer seçin.</translation>
    </message>
    <message>
        <source>Choose a port above 1023.</source>
        <translation>1023’ten büyük bir port seçin.</translation>
    </message>
    <message>
        <source>Choose a real folder of this project.</source>
        <translation>Bu projenin gerçek bir klasörünü seçin.</translation>
    </message>
    <message>
        <source>Choose a real folder; a link&apos;s own folder lies elsewhere.</source>
        <translation>Gerçek bir klasör seçin; bir bağlantının klasörü başka yerdedir.</translation>
    </message>
    <message>
        <source>Choose a shorter name.</source>
        <translation>Daha kısa bir ad seçin.</translation>
    </message>
    <message>
        <source>Choose a shorter path.</source>
        <translation>Daha kısa bir yol seçin.</translation>
    </message>
    <message>
        <source>Choose another folder of images.</source>
        <translation>Başka bir görüntü klasörü seçin.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Başka bir ad seçin.</translation>
    </message>
    <message>
        <source>Choose another place for it.</source>
        <translation>Ona başka bir yer seçin.</translation>
    </message>
    <message>
        <source>Choose another port, or stop it.</source>
        <translation>Başka bir port seçin ya da onu durdurun.</translation>
    </message>
    <message>
        <source>Choose another.</source>
        <translation>Başka birini seçin.</translation>
    </message>
    <message>
        <source>Choose one it has.</source>
        <translation>Sahip olduğu bir adres seçin.</translation>
    </message>
    <message>
        <source>Choose one with `retarget`.</source>
        <translation>`retarget` ile birini seçin.</translation>
    </message>
    <message>
        <source>Choose stratified, or ask for some images of each class.</source>
        <translation>Katmanlı yöntemi seçin ya da her sınıftan birkaç görüntü isteyin.</translation>
    </message>
    <message>
        <source>Could not {doing}: {words}</source>
        <translation>Yapılamadı ({doing}): {words}</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>Hesaplanıyor</translation>
    </message>
    <message>
        <source>Create experiment {name}</source>
        <translation>Deney oluştur: {name}</translation>
    </message>
    <message>
        <source>DVC has no record of {data}</source>
        <translation>DVC’de {data} kaydı yok</translation>
    </message>
    <message>
        <source>DVC or git-annex has another version of the images than then</source>
        <translation>DVC ya da git-annex’te görüntülerin o zamankinden başka bir sürümü var</translation>
    </message>
    <message>
        <source>DVC: {path}</source>
        <translation>DVC: {path}</translation>
    </message>
    <message>
        <source>Data and links that no experiment uses</source>
        <translation>Hiçbir deneyin kullanmadığı veri ve bağlantılar</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>Yeniden indirin.</translation>
    </message>
    <message>
        <source>Duplicate experiment {old} as {new}</source>
        <translation>Deneyi çoğalt: {old} → {new}</translation>
    </message>
    <message>
        <source>Equal files: {path}</source>
        <translation>Aynı dosyalar: {path}</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Hatalar</translation>
    </message>
    <message>
        <source>Expected HOST:CONTAINER, not {text}</source>
        <translation>HOST:CONTAINER bekleniyordu, {text} değil</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>Deney</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>Deneyler</translation>
    </message>
    <message>
        <source>Fetch it again: `dvc fetch --force`.</source>
        <translation>Yeniden getirin: `dvc fetch --force`.</translation>
    </message>
    <message>
        <source>Fetch it: `dvc pull`.</source>
        <translation>Getirin: `dvc pull`.</translation>
    </message>
    <message>
        <source>Fetch it: `git annex get`, or `datalad get`.</source>
        <translation>Getirin: `git annex get` ya da `datalad get`.</translation>
    </message>
    <message>
        <source>Fetch the images first.</source>
        <translation>Önce görüntüleri getirin.</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Bulgular</translation>
    </message>
    <message>
        <source>Finish it or roll it back first: `cvlink recover`.</source>
        <translation>Önce onu tamamlayın ya da geri alın: `cvlink recover`.</translation>
    </message>
    <message numerus="yes">
        <source>Fix %Ln findings</source>
        <translation>
            <numerusform>%Ln bulguyu onar</numerusform>
        </translation>
    </message>
    <message>
        <source>Fix: {plan}</source>
        <translation>Onarım: {plan}</translation>
    </message>
    <message>
        <source>For other data duplicate the experiment: `cvlink experiment duplicate`, or in the menu.</source>
        <translation>Başka veri için deneyi çoğaltın: `cvlink experiment duplicate` ya da menüden.</translation>
    </message>
    <message>
        <source>Free some space (or inodes) and try again.</source>
        <translation>Yer (ya da inode) açıp yeniden deneyin.</translation>
    </message>
    <message>
        <source>Free some space or ask for more quota.</source>
        <translation>Yer açın ya da daha fazla kota isteyin.</translation>
    </message>
    <message>
        <source>Git LFS has no content of it here</source>
        <translation>Git LFS’te bunun içeriği burada yok</translation>
    </message>
    <message>
        <source>Give it a name that is valid UTF-8.</source>
        <translation>Geçerli UTF-8 olan bir ad verin.</translation>
    </message>
    <message>
        <source>If it stays so, nothing can be changed here.</source>
        <translation>Böyle kalırsa burada hiçbir şey değiştirilemez.</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Görüntüler</translation>
    </message>
    <message>
        <source>Images in {folder}</source>
        <translation>Görüntüler: {folder}</translation>
    </message>
    <message>
        <source>Install {name}.</source>
        <translation>Kurun: {name}.</translation>
    </message>
    <message>
        <source>It breaks when the project moves.</source>
        <translation>Proje taşınınca bozulur.</translation>
    </message>
    <message>
        <source>It cannot be linked to itself.</source>
        <translation>Kendisine bağlanamaz.</translation>
    </message>
    <message>
        <source>It is asked again by itself. Check the network, and the machine that has the data.</source>
        <translation>Kendiliğinden yeniden sorulur. Ağı ve verinin bulunduğu makineyi kontrol edin.</translation>
    </message>
    <message>
        <source>It stays. Choose another name.</source>
        <translation>Yerinde kalır. Başka bir ad seçin.</translation>
    </message>
    <message>
        <source>Its folder was moved away before the recovery, with what was done in it</source>
        <translation>Klasörü, içinde yapılanlarla birlikte kurtarmadan önce taşınmış</translation>
    </message>
    <message>
        <source>Its folder was moved away meanwhile</source>
        <translation>Klasörü bu arada taşınmış</translation>
    </message>
    <message>
        <source>Keep one of them.</source>
        <translation>Birini bırakın.</translation>
    </message>
    <message>
        <source>Kubernetes allows no such mountPath</source>
        <translation>Kubernetes böyle bir mountPath’e izin vermiyor</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Etiketler</translation>
    </message>
    <message>
        <source>Leave out files that programs change in place.</source>
        <translation>Programların yerinde değiştirdiği dosyaları dışarıda bırakın.</translation>
    </message>
    <message>
        <source>Let nothing read the link while it is changed.</source>
        <translation>Değiştirilirken bağlantıyı hiçbir şey okumasın.</translation>
    </message>
    <message>
        <source>Let ultralytics find the labels of {split}</source>
        <translation>ultralytics {split} etiketlerini bulsun</translation>
    </message>
    <message numerus="yes">
        <source>Link %Ln folders into {place}</source>
        <translation>
            <numerusform>{place} içine %Ln klasör bağla</numerusform>
        </translation>
    </message>
    <message>
        <source>Link all of {source} as {place}</source>
        <translation>{source} kaynağının tümünü {place} olarak bağla</translation>
    </message>
    <message>
        <source>Link every file, or the whole data set with images/ and labels/ in it, or list the images in a text file: a link to a folder of images is resolved first, and labels are then looked for beside the images&apos; real folder.</source>
        <translation>Her dosyayı ya da içinde images/ ve labels/ olan bütün veri kümesini bağlayın ya da görüntüleri bir metin dosyasında listeleyin: bir görüntü klasörüne giden bağlantı önce çözülür, etiketler de görüntülerin gerçek klasörünün yanında aranır.</translation>
    </message>
    <message>
        <source>Link the data itself, not something that links back here.</source>
        <translation>Buraya geri dönen bir şeyi değil, verinin kendisini bağlayın.</translation>
    </message>
    <message>
        <source>Link the data itself.</source>
        <translation>Verinin kendisini bağlayın.</translation>
    </message>
    <message>
        <source>Link {count} from {file}</source>
        <translation>{file} dosyasından {count} bağlantı</translation>
    </message>
    <message>
        <source>Link {name}, which DVC looks after</source>
        <translation>DVC’nin baktığı {name} bağlansın</translation>
    </message>
    <message>
        <source>Link {what} into {place}</source>
        <translation>{place} içine bağla: {what}</translation>
    </message>
    <message>
        <source>Link {what} of {source} into {place}</source>
        <translation>{place} içine bağla: {source} / {what}</translation>
    </message>
    <message>
        <source>Look at both and keep the one you want.</source>
        <translation>İkisine de bakın ve istediğinizi bırakın.</translation>
    </message>
    <message>
        <source>Look at what is there, then choose another name.</source>
        <translation>Orada ne olduğuna bakın, sonra başka bir ad seçin.</translation>
    </message>
    <message>
        <source>Look at what is there; nothing was changed.</source>
        <translation>Orada ne olduğuna bakın; hiçbir şey değiştirilmedi.</translation>
    </message>
    <message>
        <source>Look for duplicates again.</source>
        <translation>Yinelenenleri yeniden arayın.</translation>
    </message>
    <message>
        <source>Look for it where the folder is now.</source>
        <translation>Klasörün şimdi bulunduğu yerde arayın.</translation>
    </message>
    <message>
        <source>Made by cvlink {version}. What can be mended by changing links, `cvlink fix` plans; it shows the plan before anything is changed.</source>
        <translation>cvlink {version} ile hazırlandı. Bağlantıları değiştirerek onarılabilecekleri `cvlink fix` planlar; bir şey değişmeden önce planı gösterir.</translation>
    </message>
    <message>
        <source>Make a subset of {source} in {place}: {count} of {all} images</source>
        <translation>{source} kaynağından {place} içinde alt küme oluştur: {all} görüntüden {count}</translation>
    </message>
    <message>
        <source>Make it relative.</source>
        <translation>Göreli yapın.</translation>
    </message>
    <message>
        <source>Make one first: `{what} init`. Nothing was changed.</source>
        <translation>Önce bir tane oluşturun: `{what} init`. Hiçbir şey değiştirilmedi.</translation>
    </message>
    <message>
        <source>Make the file anew: `dvc add`, `dvc repro` or `git checkout`.</source>
        <translation>Dosyayı yeniden oluşturun: `dvc add`, `dvc repro` ya da `git checkout`.</translation>
    </message>
    <message>
        <source>Make the link in an experiment or a split.</source>
        <translation>Bağlantıyı bir deneyde ya da bölümde oluşturun.</translation>
    </message>
    <message>
        <source>Mend its file_name.</source>
        <translation>file_name değerini düzeltin.</translation>
    </message>
    <message>
        <source>Mend that line. To go on without the file, move it aside: every option has a default.</source>
        <translation>O satırı düzeltin. Dosya olmadan sürdürmek için onu kenara taşıyın: her seçeneğin bir varsayılanı var.</translation>
    </message>
    <message>
        <source>More images of each class are asked for than there may be</source>
        <translation>Her sınıftan, olabileceğinden çok görüntü isteniyor</translation>
    </message>
    <message>
        <source>Mount a folder above it, or rename it.</source>
        <translation>Üstündeki bir klasörü bağlayın ya da adını değiştirin.</translation>
    </message>
    <message>
        <source>Mount it at another place.</source>
        <translation>Başka bir yere bağlayın.</translation>
    </message>
    <message>
        <source>Mount the disk first: the link may be right.</source>
        <translation>Önce diski bağlayın: bağlantı doğru olabilir.</translation>
    </message>
    <message>
        <source>Move {link} to the project</source>
        <translation>{link} projeye taşınsın</translation>
    </message>
    <message>
        <source>Move {link} to {folder}</source>
        <translation>{link} şuraya taşınsın: {folder}</translation>
    </message>
    <message>
        <source>Name a folder.</source>
        <translation>Bir klasör adı verin.</translation>
    </message>
    <message>
        <source>Name a new file, or mend the folders.</source>
        <translation>Yeni bir dosya adı verin ya da klasörleri onarın.</translation>
    </message>
    <message>
        <source>Name a new or empty folder.</source>
        <translation>Yeni ya da boş bir klasör adı verin.</translation>
    </message>
    <message>
        <source>Name a target.</source>
        <translation>Bir hedef belirtin.</translation>
    </message>
    <message>
        <source>Name links of this project.</source>
        <translation>Bu projenin bağlantılarını belirtin.</translation>
    </message>
    <message>
        <source>Name one that is there.</source>
        <translation>Var olan birini belirtin.</translation>
    </message>
    <message>
        <source>Name one, or set {variable}.</source>
        <translation>Bir ad verin ya da {variable} değişkenini ayarlayın.</translation>
    </message>
    <message>
        <source>Name the folder of a subset that `cvlink subset create` has made.</source>
        <translation>`cvlink subset create` ile oluşturulmuş bir alt kümenin klasörünü belirtin.</translation>
    </message>
    <message>
        <source>Name the folder the file names begin in with --images.</source>
        <translation>Dosya adlarının başladığı klasörü --images ile belirtin.</translation>
    </message>
    <message>
        <source>Name the folder under links.allowed_roots in cvlink.toml.</source>
        <translation>Klasörü cvlink.toml içinde links.allowed_roots altına yazın.</translation>
    </message>
    <message>
        <source>Name the real folder, or point one of the links somewhere else.</source>
        <translation>Gerçek klasörü belirtin ya da bağlantılardan birini başka yere yöneltin.</translation>
    </message>
    <message>
        <source>No box has such an area</source>
        <translation>Hiçbir kutunun böyle bir alanı yok</translation>
    </message>
    <message>
        <source>No image passes the filters</source>
        <translation>Süzgeçlerden hiçbir görüntü geçmiyor</translation>
    </message>
    <message>
        <source>No profile is named</source>
        <translation>Hiçbir profil adı verilmedi</translation>
    </message>
    <message>
        <source>None of its images is there, such as {name}</source>
        <translation>Görüntülerinin hiçbiri yok, örneğin {name}</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>Hazır değil</translation>
    </message>
    <message>
        <source>Nothing is made below a link.</source>
        <translation>Bir bağlantının altında bir şey oluşturulmaz.</translation>
    </message>
    <message>
        <source>Nothing to change</source>
        <translation>Değiştirilecek bir şey yok</translation>
    </message>
    <message>
        <source>Nothing to fix by changing links</source>
        <translation>Bağlantı değiştirerek onarılacak bir şey yok</translation>
    </message>
    <message>
        <source>Nothing to link</source>
        <translation>Bağlanacak bir şey yok</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Hiçbir şey değiştirilmedi.</translation>
    </message>
    <message>
        <source>Nothing was changed. If that project is here now, say --moved.</source>
        <translation>Hiçbir şey değiştirilmedi. O proje şimdi buradaysa --moved deyin.</translation>
    </message>
    <message>
        <source>Nothing was changed. Mend it there.</source>
        <translation>Hiçbir şey değişmedi. Orada düzeltin.</translation>
    </message>
    <message>
        <source>Nothing was changed. The links have to lie in {here}.</source>
        <translation>Hiçbir şey değiştirilmedi. Bağlantılar {here} içinde olmalı.</translation>
    </message>
    <message>
        <source>Nothing was changed. Update cvlink.</source>
        <translation>Hiçbir şey değiştirilmedi. cvlink’i güncelleyin.</translation>
    </message>
    <message>
        <source>Nothing was changed. Use another snapshot: `cvlink backup --list`.</source>
        <translation>Hiçbir şey değiştirilmedi. Başka bir anlık görüntü kullanın: `cvlink backup --list`.</translation>
    </message>
    <message>
        <source>Nothing was changed. `cvlink backup --list` names the snapshots of this project.</source>
        <translation>Hiçbir şey değişmedi. `cvlink backup --list` bu projenin anlık görüntülerini listeler.</translation>
    </message>
    <message>
        <source>Nothing was dropped.</source>
        <translation>Hiçbir şey bırakılmadı.</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>Hiçbir şey bulunmadı.</translation>
    </message>
    <message>
        <source>Nothing was staged.</source>
        <translation>Hiçbir şey hazırlanmadı.</translation>
    </message>
    <message>
        <source>On {types} files can share blocks. Such blocks are counted for each file that has them, so less may lie on the disk than is said here.</source>
        <translation>{types} üzerinde dosyalar blok paylaşabilir. Böyle bloklar onları içeren her dosya için sayılır; diskte burada söylenenden azı bulunuyor olabilir.</translation>
    </message>
    <message>
        <source>Only empty folders are removed.</source>
        <translation>Yalnızca boş klasörler kaldırılır.</translation>
    </message>
    <message>
        <source>Only links are removed.</source>
        <translation>Yalnızca bağlantılar kaldırılır.</translation>
    </message>
    <message>
        <source>Open the folder it lies in.</source>
        <translation>İçinde bulunduğu klasörü açın.</translation>
    </message>
    <message>
        <source>Open the folder of one project.</source>
        <translation>Tek bir projenin klasörünü açın.</translation>
    </message>
    <message>
        <source>Point links at the data itself</source>
        <translation>Bağlantıları verinin kendisine yönelt</translation>
    </message>
    <message>
        <source>Point links back at what they led to</source>
        <translation>Bağlantıları eski hedeflerine geri yönelt</translation>
    </message>
    <message>
        <source>Put the folder itself under DVC.</source>
        <translation>Klasörün kendisini DVC’ye verin.</translation>
    </message>
    <message>
        <source>Put the project on a file system with symbolic links.</source>
        <translation>Projeyi sembolik bağlantıları olan bir dosya sistemine koyun.</translation>
    </message>
    <message>
        <source>Raw data stays as it is.</source>
        <translation>Ham veri olduğu gibi kalır.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Hazır</translation>
    </message>
    <message numerus="yes">
        <source>Ready with %Ln warnings</source>
        <translation>
            <numerusform>%Ln uyarıyla hazır</numerusform>
        </translation>
    </message>
    <message>
        <source>Ready with warnings</source>
        <translation>Uyarılarla hazır</translation>
    </message>
    <message>
        <source>Redo: {title}</source>
        <translation>Yinele: {title}</translation>
    </message>
    <message>
        <source>Remount it writable, or choose another folder.</source>
        <translation>Yazılabilir olarak yeniden bağlayın ya da başka bir klasör seçin.</translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln links</source>
        <translation>
            <numerusform>%Ln bağlantıyı kaldır</numerusform>
        </translation>
    </message>
    <message>
        <source>Rename {link} to {name}</source>
        <translation>Yeniden adlandır: {link} → {name}</translation>
    </message>
    <message>
        <source>Repair broken links</source>
        <translation>Kırık bağlantıları onar</translation>
    </message>
    <message numerus="yes">
        <source>Replace %Ln copies by links ({size})</source>
        <translation>
            <numerusform>%Ln kopyayı bağlantıyla değiştir ({size})</numerusform>
        </translation>
    </message>
    <message>
        <source>Rescan and look at it again.</source>
        <translation>Yeniden tarayıp tekrar bakın.</translation>
    </message>
    <message>
        <source>Rescan; remount if it stays so.</source>
        <translation>Yeniden tarayın; böyle kalırsa yeniden bağlayın.</translation>
    </message>
    <message>
        <source>Restore links of {when}</source>
        <translation>{when} tarihli bağlantıları geri yükle</translation>
    </message>
    <message>
        <source>Retarget to {target}</source>
        <translation>Hedefi değiştir: {target}</translation>
    </message>
    <message>
        <source>Retarget {link} to {target}</source>
        <translation>Hedefi değiştir: {link} → {target}</translation>
    </message>
    <message>
        <source>Say where it is with `retarget`.</source>
        <translation>Nerede olduğunu `retarget` ile söyleyin.</translation>
    </message>
    <message>
        <source>Say where it is: `cvlink retarget --prefix OLD NEW`.</source>
        <translation>Nerede olduğunu söyleyin: `cvlink retarget --prefix OLD NEW`.</translation>
    </message>
    <message>
        <source>Say where its mount puts it, or leave that out.</source>
        <translation>Bağlamanın koyduğu yeri yazın ya da boş bırakın.</translation>
    </message>
    <message>
        <source>See core.worktree in its settings, and what its .git is.</source>
        <translation>Ayarlarındaki core.worktree değerine ve .git’in ne olduğuna bakın.</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>Gören</translation>
    </message>
    <message>
        <source>Something else is in this place now</source>
        <translation>Bu yerde artık başka bir şey var</translation>
    </message>
    <message>
        <source>Switch to profile {name}</source>
        <translation>Profile geç: {name}</translation>
    </message>
    <message numerus="yes">
        <source>Take %Ln shared images out of {split}</source>
        <translation>
            <numerusform>%Ln ortak görüntüyü {split} dışına çıkar</numerusform>
        </translation>
    </message>
    <message>
        <source>That is a file; links go into folders.</source>
        <translation>Bu bir dosya; bağlantılar klasörlere konur.</translation>
    </message>
    <message>
        <source>The count has to be 1 or more</source>
        <translation>Sayı 1 ya da daha büyük olmalı</translation>
    </message>
    <message>
        <source>The file is not kept any more, or was changed where it is kept</source>
        <translation>Dosya artık saklanmıyor ya da saklandığı yerde değişmiş</translation>
    </message>
    <message>
        <source>The file may be immutable or owned by another user.</source>
        <translation>Dosya değiştirilemez ya da başka bir kullanıcıya ait olabilir.</translation>
    </message>
    <message>
        <source>The file stays where it is: {why}</source>
        <translation>Dosya olduğu yerde kalıyor: {why}</translation>
    </message>
    <message>
        <source>The folder is empty</source>
        <translation>Klasör boş</translation>
    </message>
    <message>
        <source>The group is no regular expression: {why}</source>
        <translation>Grup bir düzenli ifade değil: {why}</translation>
    </message>
    <message>
        <source>The image {name} cannot be linked: {why}</source>
        <translation>{name} görüntüsü bağlanamıyor: {why}</translation>
    </message>
    <message>
        <source>The journal of this project cannot be used: {why}</source>
        <translation>Bu projenin günlüğü kullanılamıyor: {why}</translation>
    </message>
    <message>
        <source>The links are not touched by this. Move the file aside to go on; the history in it is lost then.</source>
        <translation>Bağlantılar bundan etkilenmez. Sürdürmek için dosyayı kenara taşıyın; içindeki geçmiş o zaman yiter.</translation>
    </message>
    <message>
        <source>The place was taken meanwhile; the file is kept</source>
        <translation>Bu arada yer doldu; dosya saklanıyor</translation>
    </message>
    <message>
        <source>The place was taken meanwhile; what was there is kept beside it</source>
        <translation>Yer bu arada doldu; orada olan yanında saklanıyor</translation>
    </message>
    <message>
        <source>The process that asks storage has died</source>
        <translation>Depolamaya soran süreç sona erdi</translation>
    </message>
    <message>
        <source>The process that looks at the project has died; another one is started.</source>
        <translation>Projeye bakan süreç öldü; yenisi başlatılıyor.</translation>
    </message>
    <message>
        <source>The project is not there</source>
        <translation>Proje orada değil</translation>
    </message>
    <message>
        <source>The project was not looked through within {seconds} seconds.</source>
        <translation>Projeye {seconds} saniye içinde bakılamadı.</translation>
    </message>
    <message>
        <source>The ratio has to be above 0 and at most 1, not {ratio}</source>
        <translation>Oran 0’dan büyük ve en çok 1 olmalı, {ratio} değil</translation>
    </message>
    <message>
        <source>The share of images without annotations lies between 0 and 1</source>
        <translation>Açıklaması olmayan görüntülerin payı 0 ile 1 arasındadır</translation>
    </message>
    <message>
        <source>The storage at {place} is not answering since {time}</source>
        <translation>{place} konumundaki depolama {time} tarihinden beri yanıt vermiyor</translation>
    </message>
    <message>
        <source>There are {count}, such as {names}.</source>
        <translation>{count} tane var, örneğin {names}.</translation>
    </message>
    <message>
        <source>There are: {known}.</source>
        <translation>Var olanlar: {known}.</translation>
    </message>
    <message>
        <source>There are: {names}.</source>
        <translation>Var olanlar: {names}.</translation>
    </message>
    <message>
        <source>There is no class {name}</source>
        <translation>{name} diye bir sınıf yok</translation>
    </message>
    <message>
        <source>There is no experiment {name}</source>
        <translation>{name} diye bir deney yok</translation>
    </message>
    <message>
        <source>There is no link to back up</source>
        <translation>Yedeklenecek bağlantı yok</translation>
    </message>
    <message>
        <source>There is no map of mounts {name}</source>
        <translation>{name} diye bir bağlama haritası yok</translation>
    </message>
    <message>
        <source>There is no profile {name}</source>
        <translation>{name} diye bir profil yok</translation>
    </message>
    <message>
        <source>There is no such data in the project</source>
        <translation>Projede böyle bir veri yok</translation>
    </message>
    <message>
        <source>There is no such experiment</source>
        <translation>Böyle bir deney yok</translation>
    </message>
    <message>
        <source>There is no such folder</source>
        <translation>Böyle bir klasör yok</translation>
    </message>
    <message>
        <source>There is no such folder of images</source>
        <translation>Böyle bir görüntü klasörü yok</translation>
    </message>
    <message>
        <source>There is no such path here</source>
        <translation>Burada böyle bir yol yok</translation>
    </message>
    <message>
        <source>There is no such snapshot</source>
        <translation>Böyle bir anlık görüntü yok</translation>
    </message>
    <message>
        <source>There is something here already</source>
        <translation>Burada zaten bir şey var</translation>
    </message>
    <message>
        <source>These mounts cannot be made: {why}</source>
        <translation>Bu bağlama noktaları kurulamaz: {why}</translation>
    </message>
    <message>
        <source>This backup is of another project: {path}</source>
        <translation>Bu yedek başka bir projenin: {path}</translation>
    </message>
    <message>
        <source>This folder cannot be opened: {why}</source>
        <translation>Bu klasör açılamıyor: {why}</translation>
    </message>
    <message>
        <source>This folder cannot be read</source>
        <translation>Bu klasör okunamıyor</translation>
    </message>
    <message>
        <source>This is a file, not a folder</source>
        <translation>Bu bir klasör değil, dosya</translation>
    </message>
    <message>
        <source>This is a link, or lies behind one; DVC looks after data where it really is</source>
        <translation>Bu bir bağlantı ya da bir bağlantının ardında; DVC veriyi gerçekten olduğu yerde izler</translation>
    </message>
    <message>
        <source>This is no link</source>
        <translation>Bu bir bağlantı değil</translation>
    </message>
    <message>
        <source>This is no manifest of a subset: {why}</source>
        <translation>Bu bir alt küme bildirimi değil: {why}</translation>
    </message>
    <message>
        <source>This is no manifest of this version: {schema}</source>
        <translation>Bu, bu sürümün bildirimi değil: {schema}</translation>
    </message>
    <message>
        <source>This is no manifest: {why}</source>
        <translation>Bu bir bildirim değil: {why}</translation>
    </message>
    <message>
        <source>This is no snapshot: {why}</source>
        <translation>Bu bir anlık görüntü değil: {why}</translation>
    </message>
    <message>
        <source>This is the whole file system, not a project</source>
        <translation>Bu bir proje değil, bütün dosya sistemi</translation>
    </message>
    <message>
        <source>This lies in no repository of git</source>
        <translation>Bu bir git deposunda değil</translation>
    </message>
    <message>
        <source>This lies in no repository of {what}</source>
        <translation>Bu bir {what} deposunda değil</translation>
    </message>
    <message>
        <source>This name cannot be written in that format: {why}</source>
        <translation>Bu ad o biçimde yazılamıyor: {why}</translation>
    </message>
    <message>
        <source>This path is in conflict</source>
        <translation>Bu yol çakışma durumunda</translation>
    </message>
    <message>
        <source>This project is being changed by {who}</source>
        <translation>Bu proje şu anda {who} tarafından değiştiriliyor</translation>
    </message>
    <message>
        <source>This snapshot is damaged: its checksum is another one</source>
        <translation>Bu anlık görüntü bozuk: sağlama toplamı tutmuyor</translation>
    </message>
    <message>
        <source>This snapshot is of a newer version of cvlink: {schema}</source>
        <translation>Bu anlık görüntü cvlink’in daha yeni bir sürümünden: {schema}</translation>
    </message>
    <message>
        <source>This snapshot is of another project: {root}</source>
        <translation>Bu anlık görüntü başka bir projenin: {root}</translation>
    </message>
    <message>
        <source>Try again; if it stays so, look into the system&apos;s log for a lack of memory.</source>
        <translation>Yeniden deneyin; böyle kalırsa sistem günlüğünde bellek yetersizliğine bakın.</translation>
    </message>
    <message>
        <source>Turn on Developer Mode in the settings of Windows, or ask an administrator.</source>
        <translation>Windows ayarlarında Geliştirici Modu’nu açın ya da bir yöneticiye sorun.</translation>
    </message>
    <message>
        <source>Undo: {title}</source>
        <translation>Geri al: {title}</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Bilinmiyor</translation>
    </message>
    <message>
        <source>Use a file system with symbolic links.</source>
        <translation>Sembolik bağlantıları olan bir dosya sistemi kullanın.</translation>
    </message>
    <message>
        <source>Use a shorter path.</source>
        <translation>Daha kısa bir yol kullanın.</translation>
    </message>
    <message>
        <source>Use another folder.</source>
        <translation>Başka bir klasör kullanın.</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Karar</translation>
    </message>
    <message>
        <source>Wait until it is done.</source>
        <translation>Bitene kadar bekleyin.</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Uyarılar</translation>
    </message>
    <message>
        <source>WebP without its end: cut short</source>
        <translation>Sonu olmayan WebP: yarım kalmış</translation>
    </message>
    <message>
        <source>What is to be mounted is not there</source>
        <translation>Bağlanacak şey yerinde yok</translation>
    </message>
    <message>
        <source>What the link leads to had the same bytes when it took the file&apos;s place.</source>
        <translation>Bağlantı dosyanın yerini aldığında hedefi aynı baytlara sahipti.</translation>
    </message>
    <message>
        <source>Write it under [mounts] in cvlink.toml.</source>
        <translation>cvlink.toml içinde [mounts] altına yazın.</translation>
    </message>
    <message>
        <source>Write one with `cvlink audit --write-manifest FILE`.</source>
        <translation>`cvlink audit --write-manifest FILE` ile bir tane yazın.</translation>
    </message>
    <message>
        <source>`[^/]+/` is the first folder.</source>
        <translation>`[^/]+/` ilk klasördür.</translation>
    </message>
    <message>
        <source>`cvlink diff` shows what it has.</source>
        <translation>`cvlink diff` içinde ne olduğunu gösterir.</translation>
    </message>
    <message>
        <source>`symlinks` is no table</source>
        <translation>`symlinks` bir tablo değil</translation>
    </message>
    <message>
        <source>`timestamp` is no time</source>
        <translation>`timestamp` bir zaman değil</translation>
    </message>
    <message>
        <source>a container has one thing at a place, and its own /</source>
        <translation>bir kapsayıcıda bir yerde tek şey bulunur ve kendi / dizini vardır</translation>
    </message>
    <message>
        <source>a file</source>
        <translation>bir dosya</translation>
    </message>
    <message>
        <source>a file is in this place</source>
        <translation>bu yerde bir dosya var</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>bir klasör</translation>
    </message>
    <message>
        <source>a folder and a file cannot be mounted on each other</source>
        <translation>klasör ile dosya birbirinin üzerine bağlanamaz</translation>
    </message>
    <message>
        <source>a folder is in this place</source>
        <translation>bu yerde bir klasör var</translation>
    </message>
    <message>
        <source>a link is already in this place</source>
        <translation>bu yerde zaten bir bağlantı var</translation>
    </message>
    <message>
        <source>a link is on the way, or links go round in a circle</source>
        <translation>yolda bir bağlantı var ya da bağlantılar bir döngü oluşturuyor</translation>
    </message>
    <message>
        <source>a link is there twice</source>
        <translation>bir bağlantı iki kez geçiyor</translation>
    </message>
    <message>
        <source>a manifest: {path}</source>
        <translation>bir bildirim: {path}</translation>
    </message>
    <message>
        <source>a name cannot contain a NUL byte</source>
        <translation>bir adda NUL baytı olamaz</translation>
    </message>
    <message>
        <source>a number is too long</source>
        <translation>bir sayı çok uzun</translation>
    </message>
    <message>
        <source>a part of the path is no folder</source>
        <translation>yolun bir parçası klasör değil</translation>
    </message>
    <message>
        <source>a part of the path is not a folder</source>
        <translation>yolun bir parçası klasör değil</translation>
    </message>
    <message>
        <source>a path or a text in it is empty or has a NUL</source>
        <translation>içindeki bir yol ya da metin boş ya da NUL içeriyor</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>bir metin</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>bir tam sayı</translation>
    </message>
    <message>
        <source>absolute link: breaks when the project moves</source>
        <translation>mutlak bağlantı: proje taşınınca bozulur</translation>
    </message>
    <message>
        <source>added to git, and not committed yet</source>
        <translation>git’e eklenmiş, henüz commit edilmemiş</translation>
    </message>
    <message>
        <source>after</source>
        <translation>sonra</translation>
    </message>
    <message>
        <source>alive</source>
        <translation>çalışıyor</translation>
    </message>
    <message>
        <source>an empty folder</source>
        <translation>boş bir klasör</translation>
    </message>
    <message>
        <source>an image has the name of a file of the subset</source>
        <translation>bir görüntünün adı alt kümenin bir dosyasıyla aynı</translation>
    </message>
    <message>
        <source>an output of {file}</source>
        <translation>{file} dosyasının bir çıktısı</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more: `cvlink audit --format json` has all</source>
        <translation>
            <numerusform>ve %Ln tane daha: tümü `cvlink audit --format json` çıktısında</numerusform>
        </translation>
    </message>
    <message>
        <source>another device and inode</source>
        <translation>başka bir aygıt ve inode</translation>
    </message>
    <message>
        <source>another link is in this place</source>
        <translation>bu yerde başka bir bağlantı var</translation>
    </message>
    <message>
        <source>another mtime</source>
        <translation>başka bir mtime</translation>
    </message>
    <message>
        <source>another program listens there</source>
        <translation>orada başka bir program dinliyor</translation>
    </message>
    <message>
        <source>another thing is in its place</source>
        <translation>yerinde başka bir şey var</translation>
    </message>
    <message>
        <source>as it was committed</source>
        <translation>commit edildiği gibi</translation>
    </message>
    <message>
        <source>because</source>
        <translation>nedeni</translation>
    </message>
    <message>
        <source>becomes a junction, with an absolute target: this user may make no symbolic links</source>
        <translation>mutlak hedefli bir junction olur: bu kullanıcı sembolik bağlantı oluşturamaz</translation>
    </message>
    <message>
        <source>before</source>
        <translation>önce</translation>
    </message>
    <message>
        <source>brief gap: for a moment neither the old nor the new link is there</source>
        <translation>kısa boşluk: bir an için ne eski ne de yeni bağlantı yerinde olur</translation>
    </message>
    <message>
        <source>bring back</source>
        <translation>geri getirme</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>kırık</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>bayt</translation>
    </message>
    <message>
        <source>change the project</source>
        <translation>projeyi değiştirme</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>değişiklikler</translation>
    </message>
    <message>
        <source>checked out as a text: `git config core.symlinks true`, then `git checkout` it</source>
        <translation>metin olarak çıkarılmış: `git config core.symlinks true`, ardından `git checkout`</translation>
    </message>
    <message>
        <source>commands</source>
        <translation>komutlar</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>maliyet</translation>
    </message>
    <message>
        <source>could not be read: {why}</source>
        <translation>okunamadı: {why}</translation>
    </message>
    <message>
        <source>could not be taken back: {why}</source>
        <translation>geri alınamadı: {why}</translation>
    </message>
    <message>
        <source>create</source>
        <translation>oluşturma</translation>
    </message>
    <message>
        <source>create it</source>
        <translation>oluşturma</translation>
    </message>
    <message>
        <source>create the sample project</source>
        <translation>örnek projeyi oluşturma</translation>
    </message>
    <message>
        <source>create {path} -&gt; {new}</source>
        <translation>oluştur: {path} -&gt; {new}</translation>
    </message>
    <message>
        <source>cvlink.toml cannot hold this name</source>
        <translation>cvlink.toml bu adı içeremez</translation>
    </message>
    <message>
        <source>dead: broken here too</source>
        <translation>ölü: burada da kırık</translation>
    </message>
    <message>
        <source>dead: links in a circle</source>
        <translation>ölü: bağlantılar döngüde</translation>
    </message>
    <message>
        <source>dead: needs a mount</source>
        <translation>ölü: bağlama noktası gerekli</translation>
    </message>
    <message>
        <source>{folder} is not there: make it before something is mounted there</source>
        <translation>{folder} yok: oraya bir şey bağlanmadan önce oluşturun</translation>
    </message>
    <message>
        <source>delete it</source>
        <translation>silme</translation>
    </message>
    <message>
        <source>device and inode of then</source>
        <translation>o zamanki aygıt ve inode</translation>
    </message>
    <message>
        <source>dvc leaves out links to folders</source>
        <translation>dvc klasörlere giden bağlantıları dışarıda bırakır</translation>
    </message>
    <message>
        <source>error</source>
        <translation>hata</translation>
    </message>
    <message>
        <source>every link below is as it was committed</source>
        <translation>altındaki bütün bağlantılar commit edildiği gibi</translation>
    </message>
    <message>
        <source>exit code {code}</source>
        <translation>çıkış kodu {code}</translation>
    </message>
    <message>
        <source>expected / between the parts of a path, on every system</source>
        <translation>yolun parçaları arasında her sistemde / bekleniyordu</translation>
    </message>
    <message>
        <source>expected a link and the path of its target</source>
        <translation>bir bağlantı ve hedefinin yolu bekleniyordu</translation>
    </message>
    <message>
        <source>expected a list of rules</source>
        <translation>bir kural listesi bekleniyordu</translation>
    </message>
    <message>
        <source>expected a list of tables</source>
        <translation>bir tablo listesi bekleniyordu</translation>
    </message>
    <message>
        <source>expected a list of texts</source>
        <translation>bir metin listesi bekleniyordu</translation>
    </message>
    <message>
        <source>expected a table for each profile</source>
        <translation>her profil için bir tablo bekleniyordu</translation>
    </message>
    <message>
        <source>expected a table of folders with one of {kinds}</source>
        <translation>şunlardan birini taşıyan bir klasör tablosu bekleniyordu: {kinds}</translation>
    </message>
    <message>
        <source>expected a table of links and their targets</source>
        <translation>bağlantılar ve hedeflerinden oluşan bir tablo bekleniyordu</translation>
    </message>
    <message>
        <source>expected a table of rules with error, warning or info</source>
        <translation>kuralları error, warning ya da info ile eşleyen bir tablo bekleniyordu</translation>
    </message>
    <message>
        <source>expected a waiver with rule, path, reason (not empty) and expires</source>
        <translation>rule, path, reason (boş olmayan) ve expires içeren bir muafiyet bekleniyordu</translation>
    </message>
    <message>
        <source>expected expires to be a date, as in 2027-01-31</source>
        <translation>expires bir tarih olmalı, örneğin 2027-01-31</translation>
    </message>
    <message>
        <source>expected folders inside the project</source>
        <translation>projenin içinde klasörler bekleniyordu</translation>
    </message>
    <message>
        <source>expected one of {choices}</source>
        <translation>şunlardan biri bekleniyordu: {choices}</translation>
    </message>
    <message>
        <source>expected texts without NUL</source>
        <translation>NUL içermeyen metinler bekleniyordu</translation>
    </message>
    <message>
        <source>expected {least} or more</source>
        <translation>{least} ya da daha büyük bir değer bekleniyordu</translation>
    </message>
    <message>
        <source>expected {type}</source>
        <translation>{type} bekleniyordu</translation>
    </message>
    <message>
        <source>files</source>
        <translation>dosyalar</translation>
    </message>
    <message>
        <source>files behind it: {now} now, {then} then</source>
        <translation>ardındaki dosyalar: şimdi {now}, o zaman {then}</translation>
    </message>
    <message>
        <source>files in {folder} can be written</source>
        <translation>{folder} içindeki dosyalara yazılabiliyor</translation>
    </message>
    <message>
        <source>fix refused</source>
        <translation>onarım reddedildi</translation>
    </message>
    <message>
        <source>git does not record {link} as the link it is</source>
        <translation>git, {link} bağlantısını olduğu gibi kaydetmemiş</translation>
    </message>
    <message>
        <source>git has a file here, and this is a link</source>
        <translation>git burada bir dosya tutuyor, bu ise bir bağlantı</translation>
    </message>
    <message>
        <source>git has a link here, and a file lies in its place</source>
        <translation>git burada bir bağlantı tutuyor, yerinde ise bir dosya var</translation>
    </message>
    <message>
        <source>git has a link here, and this is a file</source>
        <translation>git burada bir bağlantı tutuyor, bu ise bir dosya</translation>
    </message>
    <message>
        <source>git has a link here, and this is a folder</source>
        <translation>git burada bir bağlantı tutuyor, bu ise bir klasör</translation>
    </message>
    <message>
        <source>git has nothing recorded below</source>
        <translation>git burada hiçbir şey tutmuyor</translation>
    </message>
    <message>
        <source>git is told to ignore it</source>
        <translation>git’e yok sayması söylenmiş</translation>
    </message>
    <message>
        <source>git records {count} paths, too many to compare</source>
        <translation>git {count} yol tutuyor, karşılaştırmak için çok fazla</translation>
    </message>
    <message>
        <source>git-annex has no content of it here</source>
        <translation>git-annex’te bunun içeriği burada yok</translation>
    </message>
    <message>
        <source>go on</source>
        <translation>devam etme</translation>
    </message>
    <message>
        <source>half of a surrogate pair: {link}</source>
        <translation>yarım kalmış vekil karakter çifti: {link}</translation>
    </message>
    <message>
        <source>how</source>
        <translation>nasıl</translation>
    </message>
    <message>
        <source>images were not decoded: Pillow is not installed (extra `decode`)</source>
        <translation>görüntüler çözülmedi: Pillow kurulu değil (ek paket `decode`)</translation>
    </message>
    <message>
        <source>imported from {place}</source>
        <translation>şuradan alınmış: {place}</translation>
    </message>
    <message>
        <source>in conflict: git has several versions of it</source>
        <translation>çakışıyor: git’te birkaç sürümü var</translation>
    </message>
    <message>
        <source>in {name}: {words}</source>
        <translation>{name} içinde: {words}</translation>
    </message>
    <message>
        <source>info</source>
        <translation>bilgi</translation>
    </message>
    <message>
        <source>The experiment has no data yet</source>
        <translation>Deneyin henüz verisi yok</translation>
    </message>
    <message>
        <source>There is nothing to train on, so nothing was checked.</source>
        <translation>Eğitilecek bir şey yok; bu yüzden hiçbir şey denetlenmedi.</translation>
    </message>
    <message>
        <source>Link every file, or the whole data set with its labels or annotations.</source>
        <translation>Her dosyayı ya da etiketleri veya açıklamalarıyla birlikte bütün veri kümesini bağlayın.</translation>
    </message>
    <message>
        <source>Link a version of the data into it, or remove the folder.</source>
        <translation>Verinin bir sürümünü ona bağlayın ya da klasörü kaldırın.</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Ayarlar…</translation>
    </message>
    <message>
        <source>Command palette…</source>
        <translation>Komut paleti…</translation>
    </message>
    <message>
        <source>Go to the notice</source>
        <translation>Bildirime git</translation>
    </message>
    <message>
        <source>Turkish (Türkçe)</source>
        <translation>İngilizce (English)</translation>
    </message>
    <message>
        <source>Handbook</source>
        <translation>El kitabı</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Klavye kısayolları</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>Tura çık</translation>
    </message>
    <message>
        <source>Report a problem…</source>
        <translation>Sorun bildir…</translation>
    </message>
    <message>
        <source>About cvlink-gui</source>
        <translation>cvlink-gui hakkında</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Yardım</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Pencere</translation>
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
        <source>Snapshots</source>
        <translation>Anlık görüntüler</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Profiller</translation>
    </message>
    <message>
        <source>Containers</source>
        <translation>Kapsayıcılar</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Light or dark.</source>
        <translation>Açık ya da koyu.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Sistemdeki gibi</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Açık</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Koyu</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Dil</translation>
    </message>
    <message>
        <source>Language of the window.</source>
        <translation>Pencerenin dili.</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Türkçe</source>
        <translation>Türkçe</translation>
    </message>
    <message>
        <source>Movement</source>
        <translation>Hareket</translation>
    </message>
    <message>
        <source>Whether things move by themselves: bars of work with no known end, cursors, menus.</source>
        <translation>Kendiliğinden hareket edenler: sonu bilinmeyen işlerin çubukları, imleçler, menüler.</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>Her zamanki gibi</translation>
    </message>
    <message>
        <source>As little as can be</source>
        <translation>Olabildiğince az</translation>
    </message>
    <message>
        <source>Link at once when dropped</source>
        <translation>Bırakınca hemen bağla</translation>
    </message>
    <message>
        <source>A drop links at once, without the popover.</source>
        <translation>Bırakılan, onay penceresi açılmadan hemen bağlanır.</translation>
    </message>
    <message>
        <source>Follow changes that others make while a project is open.</source>
        <translation>Proje açıkken başkalarının yaptığı değişiklikleri izler.</translation>
    </message>
    <message>
        <source>Tell the end of long work</source>
        <translation>Uzun işlerin bittiğini bildir</translation>
    </message>
    <message>
        <source>The desktop says when long work ends while another window has the focus.</source>
        <translation>Uzun bir iş başka bir pencere öndeyken biterse masaüstü bunu bildirir.</translation>
    </message>
    <message>
        <source>Tour was offered</source>
        <translation>Tur önerildi</translation>
    </message>
    <message>
        <source>The tour was taken, or offered.</source>
        <translation>Tur yapıldı ya da önerildi.</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>Son projeler</translation>
    </message>
    <message>
        <source>Projects opened lately, the newest first.</source>
        <translation>Son açılan projeler, en yenisi başta.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Klasör</translation>
    </message>
    <message>
        <source>Raw data</source>
        <translation>Ham veri</translation>
    </message>
    <message>
        <source>Folders that hold the originals; never changed.</source>
        <translation>Asıl verilerin bulunduğu klasörler; hiç değiştirilmez.</translation>
    </message>
    <message>
        <source>Processed data</source>
        <translation>İşlenmiş veri</translation>
    </message>
    <message>
        <source>Folders that hold processed versions.</source>
        <translation>İşlenmiş sürümlerin bulunduğu klasörler.</translation>
    </message>
    <message>
        <source>Splits</source>
        <translation>Bölümler</translation>
    </message>
    <message>
        <source>Folders that hold train/val/test splits.</source>
        <translation>train/val/test bölümlerinin bulunduğu klasörler.</translation>
    </message>
    <message>
        <source>Folders that hold the experiments.</source>
        <translation>Deneylerin bulunduğu klasörler.</translation>
    </message>
    <message>
        <source>Kinds of data</source>
        <translation>Veri türleri</translation>
    </message>
    <message>
        <source>What is in a folder of data, where it is taken for something else: COCO, YOLO and so on.</source>
        <translation>Yanlış tanınan bir veri klasöründe ne olduğu: COCO, YOLO ve benzeri.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tür</translation>
    </message>
    <message>
        <source>Style of new links</source>
        <translation>Yeni bağlantıların biçimi</translation>
    </message>
    <message>
        <source>How new links name their target. Targets outside the project are always absolute.</source>
        <translation>Yeni bağlantılar hedeflerini nasıl adlandırır. Proje dışındaki hedefler her zaman mutlaktır.</translation>
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
        <source>Allowed folders outside</source>
        <translation>İzin verilen dış klasörler</translation>
    </message>
    <message>
        <source>Other folders that links may lead to.</source>
        <translation>Bağlantıların gidebileceği başka klasörler.</translation>
    </message>
    <message>
        <source>Names of splits</source>
        <translation>Bölüm adları</translation>
    </message>
    <message>
        <source>A dropped folder with these sub-folders is linked split by split.</source>
        <translation>Bu alt klasörleri olan bir klasör bırakılınca bölüm bölüm bağlanır.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Ad</translation>
    </message>
    <message>
        <source>Training framework</source>
        <translation>Eğitim çatısı</translation>
    </message>
    <message>
        <source>The training framework whose eyes the audit looks with.</source>
        <translation>Denetimin, gözünden baktığı eğitim çatısı.</translation>
    </message>
    <message>
        <source>Found out by itself</source>
        <translation>Kendisi bulur</translation>
    </message>
    <message>
        <source>Ultralytics</source>
        <translation>Ultralytics</translation>
    </message>
    <message>
        <source>torchvision</source>
        <translation>torchvision</translation>
    </message>
    <message>
        <source>COCO tools</source>
        <translation>COCO araçları</translation>
    </message>
    <message>
        <source>Rules that are off</source>
        <translation>Kapalı kurallar</translation>
    </message>
    <message>
        <source>Rules that are not asked at all.</source>
        <translation>Hiç sorulmayan kurallar.</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Kural</translation>
    </message>
    <message>
        <source>Severity of rules</source>
        <translation>Kuralların önemi</translation>
    </message>
    <message>
        <source>Severity by rule: error, warning or info.</source>
        <translation>Kurala göre önem: hata, uyarı ya da bilgi.</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Önem</translation>
    </message>
    <message>
        <source>Images without labels</source>
        <translation>Etiketsiz görüntüler</translation>
    </message>
    <message>
        <source>Images without labels that are meant so, percent of a split.</source>
        <translation>Bilerek etiketsiz bırakılan görüntüler, bir bölümün yüzdesi olarak.</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Say what changed since the last audit</source>
        <translation>Son denetimden beri değişenleri söyle</translation>
    </message>
    <message>
        <source>An audit says what changed since the last one that was asked for.</source>
        <translation>Denetim, istenen son denetimden beri ne değiştiğini söyler.</translation>
    </message>
    <message>
        <source>Decode every image</source>
        <translation>Her görüntüyü çöz</translation>
    </message>
    <message>
        <source>A deep audit also decodes every image as a whole (needs Pillow: extra `decode`).</source>
        <translation>Derin denetim her görüntüyü bütünüyle de çözer (Pillow gerekir: `decode` ekiyle).</translation>
    </message>
    <message>
        <source>Accepted findings</source>
        <translation>Kabul edilen bulgular</translation>
    </message>
    <message>
        <source>Findings that are known and accepted: rule, path (a glob), reason, expires (a date).</source>
        <translation>Bilinen ve kabul edilen bulgular: kural, yol (glob deseni), neden, bitiş (tarih).</translation>
    </message>
    <message>
        <source>Path, a glob</source>
        <translation>Yol (glob deseni)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Neden</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Bitiş</translation>
    </message>
    <message>
        <source>Before large changes</source>
        <translation>Büyük değişikliklerden önce</translation>
    </message>
    <message>
        <source>Before a change of so many steps a snapshot of all links is taken; 0 for never.</source>
        <translation>Bu kadar adımlı bir değişiklikten önce tüm bağlantıların anlık görüntüsü alınır; 0: asla.</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>adım</translation>
    </message>
    <message>
        <source>By a schedule</source>
        <translation>Zamanlamayla</translation>
    </message>
    <message>
        <source>Hours after which the window, and `cvlink backup --if-older-than`, take one; 0 for never.</source>
        <translation>Pencerenin ve `cvlink backup --if-older-than` komutunun kaç saatte bir aldığı; 0: asla.</translation>
    </message>
    <message>
        <source>h</source>
        <translation>sa</translation>
    </message>
    <message>
        <source>How many are kept</source>
        <translation>Kaç tanesi saklanır</translation>
    </message>
    <message>
        <source>How many snapshots are kept in the user&apos;s data folder.</source>
        <translation>Kullanıcının veri klasöründe kaç anlık görüntü saklanır.</translation>
    </message>
    <message>
        <source>snapshots</source>
        <translation>anlık görüntü</translation>
    </message>
    <message>
        <source>Named sets of links to switch between: a table for each profile, a line for each link.</source>
        <translation>Aralarında geçiş yapılan adlı bağlantı kümeleri: her bağlantı için bir satır.</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Bağlantı</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Hedef</translation>
    </message>
    <message>
        <source>Maps of mounts</source>
        <translation>Bağlama haritaları</translation>
    </message>
    <message>
        <source>Named maps of mounts, one for each kind of machine: HOST = CONTAINER, at, image.</source>
        <translation>Her makine türü için adlı bağlama haritası: buradaki klasör, kapsayıcıdaki yeri.</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Harita</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Burada</translation>
    </message>
    <message>
        <source>In the container</source>
        <translation>Kapsayıcıda</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Ne</translation>
    </message>
    <message>
        <source>mounted, read only</source>
        <translation>bağlı, salt okunur</translation>
    </message>
    <message>
        <source>mounted, writable</source>
        <translation>bağlı, yazılabilir</translation>
    </message>
    <message>
        <source>the project lies there</source>
        <translation>proje oradadır</translation>
    </message>
    <message>
        <source>the image has it</source>
        <translation>imajda vardır</translation>
    </message>
    <message>
        <source>Cannot listen on {address}, port {port}: {why}</source>
        <translation>{address} adresinin {port} portu dinlenemiyor: {why}</translation>
    </message>
    <message>
        <source>Choose another name to keep it as it is.</source>
        <translation>Olduğu gibi kalması için başka bir ad seçin.</translation>
    </message>
    <message>
        <source>Comparing and deleting</source>
        <translation>Karşılaştırılıyor ve siliniyor</translation>
    </message>
    <message>
        <source>Drop on the link itself to retarget it, or replace links (`--replace`).</source>
        <translation>Hedefini değiştirmek için bağlantının üzerine bırakın ya da var olanların hedefini değiştirin (`--replace`).</translation>
    </message>
    <message>
        <source>Given up, since storage does not answer: {what}</source>
        <translation>Depolama yanıt vermediği için vazgeçildi: {what}</translation>
    </message>
    <message>
        <source>Images of the sample project</source>
        <translation>Örnek projenin görüntüleri</translation>
    </message>
    <message>
        <source>Remove link {name}</source>
        <translation>Bağlantıyı kaldır: {name}</translation>
    </message>
    <message>
        <source>There is no link and no data to freeze</source>
        <translation>Dondurulacak ne bir bağlantı ne de veri var</translation>
    </message>
    <message>
        <source>They are looked for beside the annotation file, in a folder of its name.</source>
        <translation>Açıklama dosyasının yanında, onun adını taşıyan bir klasörde aranırlar.</translation>
    </message>
    <message>
        <source>`cvlink deduplicate --empty`, or View, Savings, compares and deletes them.</source>
        <translation>`cvlink deduplicate --empty` ya da Görünüm, Tasarruf bunları karşılaştırıp siler.</translation>
    </message>
    <message>
        <source>expected a name</source>
        <translation>bir ad bekleniyordu</translation>
    </message>
    <message>
        <source>git does not read it: it belongs to another user. If you trust it: `{command}`</source>
        <translation>git bunu okumuyor: başka bir kullanıcıya ait. Ona güveniyorsanız: `{command}`</translation>
    </message>
    <message>
        <source>inside {output}, an output of {file}</source>
        <translation>{output} içinde; bu, {file} dosyasının bir çıktısı</translation>
    </message>
    <message>
        <source>it cannot be made again: {why}</source>
        <translation>yeniden oluşturulamıyor: {why}</translation>
    </message>
    <message>
        <source>it cannot be read: {why}</source>
        <translation>okunamıyor: {why}</translation>
    </message>
    <message>
        <source>it does not belong to the subset</source>
        <translation>alt kümeye ait değil</translation>
    </message>
    <message>
        <source>it does not decode: {why}</source>
        <translation>çözülemiyor: {why}</translation>
    </message>
    <message>
        <source>it has 0 bytes</source>
        <translation>0 bayt</translation>
    </message>
    <message>
        <source>it has a control character in it</source>
        <translation>içinde bir denetim karakteri var</translation>
    </message>
    <message>
        <source>it has no list {name}</source>
        <translation>{name} listesi yok</translation>
    </message>
    <message>
        <source>it has other bytes than what the link would lead to</source>
        <translation>baytları, bağlantının götüreceği dosyanınkinden farklı</translation>
    </message>
    <message>
        <source>it has several names on the disk</source>
        <translation>diskte birden çok adı var</translation>
    </message>
    <message>
        <source>it is a folder of other images as well</source>
        <translation>başka görüntülerin de klasörü</translation>
    </message>
    <message>
        <source>it is a text that stands for content not fetched</source>
        <translation>getirilmemiş içeriğin yerini tutan bir metin</translation>
    </message>
    <message>
        <source>it is an absolute path</source>
        <translation>mutlak bir yol</translation>
    </message>
    <message>
        <source>it is being written, or was just now</source>
        <translation>yazılıyor ya da az önce yazıldı</translation>
    </message>
    <message>
        <source>it is not the file that was looked at</source>
        <translation>incelenen dosya değil</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>yerinde yok</translation>
    </message>
    <message>
        <source>it is not there any more</source>
        <translation>artık yerinde yok</translation>
    </message>
    <message>
        <source>it is not valid UTF-8</source>
        <translation>geçerli UTF-8 değil</translation>
    </message>
    <message>
        <source>it leaves the folder of the images by `..`</source>
        <translation>`..` ile görüntü klasörünün dışına çıkıyor</translation>
    </message>
    <message>
        <source>it names a folder</source>
        <translation>bir klasör adı</translation>
    </message>
    <message>
        <source>it names a path that leads out of the project</source>
        <translation>projenin dışına çıkan bir yol içeriyor</translation>
    </message>
    <message>
        <source>it names no file</source>
        <translation>bir dosya adı değil</translation>
    </message>
    <message>
        <source>it names no images</source>
        <translation>hiçbir görüntü adı içermiyor</translation>
    </message>
    <message>
        <source>it says that it has more pixels than are decoded here</source>
        <translation>burada çözülenden daha çok pikseli olduğunu söylüyor</translation>
    </message>
    <message>
        <source>it would be read as a variable</source>
        <translation>bir değişken olarak okunurdu</translation>
    </message>
    <message>
        <source>it would cover the container&apos;s own /</source>
        <translation>kapsayıcının kendi / klasörünü örterdi</translation>
    </message>
    <message>
        <source>its content is here</source>
        <translation>içeriği burada</translation>
    </message>
    <message>
        <source>its content is not fetched</source>
        <translation>içeriği getirilmemiş</translation>
    </message>
    <message>
        <source>its content is not here: `git annex get`</source>
        <translation>içeriği burada değil: `git annex get`</translation>
    </message>
    <message>
        <source>its content is not in the cache of DVC: `dvc pull`</source>
        <translation>içeriği DVC önbelleğinde yok: `dvc pull`</translation>
    </message>
    <message>
        <source>its first bytes are those of no image</source>
        <translation>ilk baytları bir görüntününki değil</translation>
    </message>
    <message>
        <source>its owner or its permissions are others than those of the file that stays</source>
        <translation>sahibi ya da izinleri, kalan dosyanınkinden farklı</translation>
    </message>
    <message>
        <source>its schema is {schema}</source>
        <translation>şeması {schema}</translation>
    </message>
    <message>
        <source>its storage does not answer</source>
        <translation>depolaması yanıt vermiyor</translation>
    </message>
    <message>
        <source>keep a snapshot</source>
        <translation>anlık görüntü saklama</translation>
    </message>
    <message>
        <source>keep how the project is</source>
        <translation>projenin durumunu saklama</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>tür</translation>
    </message>
    <message>
        <source>leads elsewhere than git has it recorded</source>
        <translation>git kaydındakinden başka yere gidiyor</translation>
    </message>
    <message>
        <source>leads outside the allowed roots: {place}</source>
        <translation>izinli köklerin dışına gidiyor: {place}</translation>
    </message>
    <message>
        <source>leads to</source>
        <translation>gittiği yer</translation>
    </message>
    <message>
        <source>leads to something else</source>
        <translation>başka bir şeye gidiyor</translation>
    </message>
    <message>
        <source>leads to {where}</source>
        <translation>şuraya gidiyor: {where}</translation>
    </message>
    <message>
        <source>left out: {why}</source>
        <translation>dışarıda bırakıldı: {why}</translation>
    </message>
    <message>
        <source>lies in an output of {file}, and DVC did not make it</source>
        <translation>{file} dosyasının bir çıktısının içinde ve onu DVC yapmamış</translation>
    </message>
    <message>
        <source>lies outside the project</source>
        <translation>projenin dışında</translation>
    </message>
    <message>
        <source>links go round in a circle on the way to it</source>
        <translation>oraya giden yolda bağlantılar döngüde</translation>
    </message>
    <message>
        <source>links lead there already</source>
        <translation>oraya zaten bağlantılar gidiyor</translation>
    </message>
    <message>
        <source>links rewritten relative, and one mount</source>
        <translation>göreli yazılmış bağlantılar ve tek bağlama noktası</translation>
    </message>
    <message>
        <source>list the snapshots</source>
        <translation>anlık görüntüleri listeleme</translation>
    </message>
    <message>
        <source>lock the project</source>
        <translation>projeyi kilitleme</translation>
    </message>
    <message>
        <source>look at it</source>
        <translation>ona bakma</translation>
    </message>
    <message>
        <source>looked in</source>
        <translation>bakılan yer</translation>
    </message>
    <message>
        <source>looks at names and links only</source>
        <translation>yalnızca adlara ve bağlantılara bakar</translation>
    </message>
    <message>
        <source>made at no time</source>
        <translation>geçerli bir zamanı yok</translation>
    </message>
    <message>
        <source>make a test link</source>
        <translation>deneme bağlantısı oluşturma</translation>
    </message>
    <message>
        <source>means</source>
        <translation>anlamı</translation>
    </message>
    <message>
        <source>mkdir</source>
        <translation>klasör oluşturma</translation>
    </message>
    <message>
        <source>more than {count} entries outside of the project: what lies below is left out</source>
        <translation>proje dışında {count} girdiden fazlası var: altındakiler dışarıda bırakıldı</translation>
    </message>
    <message>
        <source>more than {most} links would follow one another</source>
        <translation>art arda {most} bağlantıdan fazlası gelirdi</translation>
    </message>
    <message>
        <source>mtime of then</source>
        <translation>o zamanki mtime</translation>
    </message>
    <message>
        <source>name</source>
        <translation>ad</translation>
    </message>
    <message>
        <source>names</source>
        <translation>adlar</translation>
    </message>
    <message>
        <source>nc</source>
        <translation>nc</translation>
    </message>
    <message>
        <source>nested too deeply</source>
        <translation>çok derin iç içe</translation>
    </message>
    <message>
        <source>no COCO annotations: {why}</source>
        <translation>COCO etiketlemesi değil: {why}</translation>
    </message>
    <message>
        <source>no INI file: {why}</source>
        <translation>INI dosyası değil: {why}</translation>
    </message>
    <message>
        <source>no access</source>
        <translation>erişim yok</translation>
    </message>
    <message>
        <source>no annotation file speaks of its images</source>
        <translation>hiçbir açıklama dosyası görüntülerinden söz etmiyor</translation>
    </message>
    <message>
        <source>no hash of DVC: {number}</source>
        <translation>DVC özeti değil: {number}</translation>
    </message>
    <message>
        <source>no kind of link: {kind}</source>
        <translation>bağlantı türü değil: {kind}</translation>
    </message>
    <message>
        <source>no list of DVC: it names {name}</source>
        <translation>DVC listesi değil: içinde {name} geçiyor</translation>
    </message>
    <message>
        <source>no list of DVC: {number} is no md5</source>
        <translation>DVC listesi değil: {number} bir md5 değil</translation>
    </message>
    <message>
        <source>no list of DVC: {why}</source>
        <translation>DVC listesi değil: {why}</translation>
    </message>
    <message>
        <source>no path and target: {link}</source>
        <translation>yol ve hedef değil: {link}</translation>
    </message>
    <message>
        <source>no place was found for it</source>
        <translation>ona bir yer bulunamadı</translation>
    </message>
    <message>
        <source>no plain YAML: {why}</source>
        <translation>düz YAML değil: {why}</translation>
    </message>
    <message>
        <source>no plain YAML: {why} (line {line})</source>
        <translation>düz YAML değil: {why} (satır {line})</translation>
    </message>
    <message>
        <source>no plan can mend it by changing links</source>
        <translation>bağlantı değiştirerek onaracak bir plan yok</translation>
    </message>
    <message>
        <source>no space left on the device</source>
        <translation>aygıtta yer kalmadı</translation>
    </message>
    <message>
        <source>none</source>
        <translation>hiç</translation>
    </message>
    <message>
        <source>none of the chosen images is on the disk</source>
        <translation>seçilen görüntülerin hiçbiri diskte yok</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>henüz yok</translation>
    </message>
    <message>
        <source>not added to git</source>
        <translation>git’e eklenmemiş</translation>
    </message>
    <message>
        <source>not all in it is as {file} has it recorded</source>
        <translation>içindekilerin hepsi {file} kaydındaki gibi değil</translation>
    </message>
    <message>
        <source>not as expected: {why}</source>
        <translation>beklendiği gibi değil: {why}</translation>
    </message>
    <message>
        <source>not as {file} has it recorded</source>
        <translation>{file} kaydındaki gibi değil</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>yapılmadı</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>belirtilmemiş</translation>
    </message>
    <message>
        <source>not there, or not answering</source>
        <translation>yerinde yok ya da yanıt vermiyor</translation>
    </message>
    <message>
        <source>not there: {where}</source>
        <translation>yerinde yok: {where}</translation>
    </message>
    <message>
        <source>not valid UTF-8</source>
        <translation>geçerli UTF-8 değil</translation>
    </message>
    <message>
        <source>note</source>
        <translation>not</translation>
    </message>
    <message>
        <source>nothing in {folder}</source>
        <translation>{folder} boş</translation>
    </message>
    <message>
        <source>nowhere</source>
        <translation>hiçbir yer</translation>
    </message>
    <message>
        <source>of unknown size</source>
        <translation>boyutu bilinmeyen</translation>
    </message>
    <message>
        <source>one name elsewhere: {names}</source>
        <translation>başka yerde tek ad: {names}</translation>
    </message>
    <message>
        <source>only in one</source>
        <translation>yalnızca birinde</translation>
    </message>
    <message>
        <source>only in {split}</source>
        <translation>yalnızca {split} içinde</translation>
    </message>
    <message>
        <source>only the name fits {place}, and links lead there already</source>
        <translation>{place} için yalnızca ad uyuyor ve oraya zaten bağlantılar gidiyor</translation>
    </message>
    <message>
        <source>only {count} entries of it were searched</source>
        <translation>yalnızca {count} öğesi arandı</translation>
    </message>
    <message>
        <source>only {count} single places were looked at</source>
        <translation>tek tek yalnızca {count} yere bakıldı</translation>
    </message>
    <message>
        <source>open the journal</source>
        <translation>günlüğü açma</translation>
    </message>
    <message>
        <source>open the project</source>
        <translation>projeyi açma</translation>
    </message>
    <message>
        <source>other images are chosen when it is made again</source>
        <translation>yeniden oluşturulduğunda başka görüntüler seçiliyor</translation>
    </message>
    <message>
        <source>other name</source>
        <translation>başka ad</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>çiftler</translation>
    </message>
    <message>
        <source>part of an output of {file}</source>
        <translation>{file} dosyasının bir çıktısının parçası</translation>
    </message>
    <message>
        <source>path</source>
        <translation>yol</translation>
    </message>
    <message>
        <source>paths</source>
        <translation>yollar</translation>
    </message>
    <message>
        <source>permission denied</source>
        <translation>izin verilmedi</translation>
    </message>
    <message>
        <source>put it aside</source>
        <translation>kenara koyma</translation>
    </message>
    <message>
        <source>pyxis has no way to write it</source>
        <translation>pyxis bunu yazmanın bir yolunu sunmuyor</translation>
    </message>
    <message>
        <source>raw data stays as it is</source>
        <translation>ham veri olduğu gibi kalır</translation>
    </message>
    <message>
        <source>read it</source>
        <translation>okuma</translation>
    </message>
    <message>
        <source>read the handbook</source>
        <translation>el kitabını okuma</translation>
    </message>
    <message>
        <source>read the project</source>
        <translation>projeyi okuma</translation>
    </message>
    <message>
        <source>read the snapshot</source>
        <translation>anlık görüntüyü okuma</translation>
    </message>
    <message>
        <source>reads every byte</source>
        <translation>her baytı okur</translation>
    </message>
    <message>
        <source>reads up to 64 KiB of a file</source>
        <translation>bir dosyanın en çok 64 KiB’ini okur</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>gerekçe</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>kaldırma</translation>
    </message>
    <message>
        <source>remove an old snapshot</source>
        <translation>eski bir anlık görüntüyü kaldırma</translation>
    </message>
    <message>
        <source>remove {path} -&gt; {old} (the target stays)</source>
        <translation>kaldır: {path} -&gt; {old} (hedef kalır)</translation>
    </message>
    <message>
        <source>replace by a link</source>
        <translation>bağlantıyla değiştirme</translation>
    </message>
    <message>
        <source>results: {path}</source>
        <translation>sonuçlar: {path}</translation>
    </message>
    <message>
        <source>retarget</source>
        <translation>hedefi değiştirme</translation>
    </message>
    <message>
        <source>retarget {path}: {old} =&gt; {new}</source>
        <translation>hedefi değiştir: {path}: {old} =&gt; {new}</translation>
    </message>
    <message>
        <source>rmdir</source>
        <translation>boş klasörü kaldırma</translation>
    </message>
    <message>
        <source>run {name}</source>
        <translation>{name} çalıştırma</translation>
    </message>
    <message>
        <source>same content key {key}</source>
        <translation>aynı içerik anahtarı {key}</translation>
    </message>
    <message numerus="yes">
        <source>same first %Ln parts</source>
        <translation>
            <numerusform>ilk %Ln parçası aynı</numerusform>
        </translation>
    </message>
    <message>
        <source>same last {count} parts of the path</source>
        <translation>yolun son {count} parçası aynı</translation>
    </message>
    <message>
        <source>same name</source>
        <translation>aynı ad</translation>
    </message>
    <message numerus="yes">
        <source>same name and size %Ln bytes</source>
        <translation>
            <numerusform>aynı ad ve %Ln baytlık boyut</numerusform>
        </translation>
    </message>
    <message>
        <source>save it</source>
        <translation>kaydetme</translation>
    </message>
    <message>
        <source>save the report</source>
        <translation>raporu kaydetme</translation>
    </message>
    <message>
        <source>save the settings</source>
        <translation>ayarları kaydetme</translation>
    </message>
    <message>
        <source>sets</source>
        <translation>kümeler</translation>
    </message>
    <message>
        <source>since</source>
        <translation>şundan beri</translation>
    </message>
    <message>
        <source>size</source>
        <translation>boyut</translation>
    </message>
    <message>
        <source>something is already there</source>
        <translation>orada zaten bir şey var</translation>
    </message>
    <message>
        <source>something of this name is there</source>
        <translation>bu adda bir şey var</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>geri alındı</translation>
    </message>
    <message>
        <source>the DVC cache has no content of it here</source>
        <translation>DVC önbelleğinde bunun içeriği burada yok</translation>
    </message>
    <message>
        <source>the Hugging Face cache has no content of it here</source>
        <translation>Hugging Face önbelleğinde bunun içeriği burada yok</translation>
    </message>
    <message>
        <source>the annotation file is another one when it is made again</source>
        <translation>yeniden oluşturulduğunda açıklama dosyası farklı</translation>
    </message>
    <message>
        <source>the annotation file was changed</source>
        <translation>açıklama dosyası değişmiş</translation>
    </message>
    <message>
        <source>the audit was cancelled before all was read</source>
        <translation>denetim, her şey okunmadan iptal edildi</translation>
    </message>
    <message>
        <source>the cache has no list of the files of {path}: `dvc fetch`</source>
        <translation>önbellekte {path} dosyalarının listesi yok: `dvc fetch`</translation>
    </message>
    <message>
        <source>the class links {names} are broken and drop out</source>
        <translation>{names} sınıf bağlantıları kırık ve dışarıda kalıyor</translation>
    </message>
    <message>
        <source>the device reported an error</source>
        <translation>aygıt bir hata bildirdi</translation>
    </message>
    <message>
        <source>the disk quota is used up</source>
        <translation>disk kotası doldu</translation>
    </message>
    <message>
        <source>the file system does not support it</source>
        <translation>dosya sistemi bunu desteklemiyor</translation>
    </message>
    <message>
        <source>the file system is read-only</source>
        <translation>dosya sistemi salt okunur</translation>
    </message>
    <message>
        <source>the file was changed, or is another one</source>
        <translation>dosya değişmiş ya da başka bir dosya</translation>
    </message>
    <message>
        <source>the files are kept here: the space is free once they are deleted</source>
        <translation>dosyalar burada saklanıyor: yer, silindiklerinde boşalır</translation>
    </message>
    <message>
        <source>the folder is not empty</source>
        <translation>klasör boş değil</translation>
    </message>
    <message>
        <source>the image has {now} bytes, and had {then}</source>
        <translation>görüntü {now} bayt, önceden {then} bayttı</translation>
    </message>
    <message>
        <source>the image is not there any more</source>
        <translation>görüntü artık yok</translation>
    </message>
    <message>
        <source>the images lie in {now} now, and lay in {then}</source>
        <translation>görüntüler şimdi {now} içinde, önceden {then} içindeydi</translation>
    </message>
    <message>
        <source>the link is not there</source>
        <translation>bağlantı yok</translation>
    </message>
    <message>
        <source>the link leads to {place}</source>
        <translation>bağlantı {place} yerine gidiyor</translation>
    </message>
    <message>
        <source>the link lies in raw data, which stays as it is</source>
        <translation>bağlantı, olduğu gibi kalan ham verinin içinde</translation>
    </message>
    <message>
        <source>the link lies inside the target of {link}</source>
        <translation>bağlantı, {link} bağlantısının hedefinin içinde</translation>
    </message>
    <message>
        <source>the link lies inside {link}, a link of this profile</source>
        <translation>bağlantı, bu profilin bir bağlantısı olan {link} içinde</translation>
    </message>
    <message>
        <source>the link lies outside the project</source>
        <translation>bağlantı projenin dışında</translation>
    </message>
    <message>
        <source>the link names an absolute path</source>
        <translation>bağlantı mutlak bir yol belirtiyor</translation>
    </message>
    <message>
        <source>the link to the masks is not as it was made</source>
        <translation>maskelere giden bağlantı oluşturulduğu gibi değil</translation>
    </message>
    <message>
        <source>the link would contain itself</source>
        <translation>bağlantı kendisini içerirdi</translation>
    </message>
    <message>
        <source>the link would lead to something that is no file</source>
        <translation>bağlantı dosya olmayan bir şeye giderdi</translation>
    </message>
    <message>
        <source>the link would lead to this very file</source>
        <translation>bağlantı bu dosyanın kendisine giderdi</translation>
    </message>
    <message>
        <source>the links would go round in a circle</source>
        <translation>bağlantılar bir döngü oluştururdu</translation>
    </message>
    <message>
        <source>the links would go round in a circle after profile {name}</source>
        <translation>{name} profilinden sonra bağlantılar döngüye girerdi</translation>
    </message>
    <message>
        <source>the manifest is another one when it is made again</source>
        <translation>yeniden oluşturulduğunda bildirim farklı</translation>
    </message>
    <message>
        <source>the masks of its panoptic annotations are not found: none is linked</source>
        <translation>panoptik açıklamalarının maskeleri bulunamadı: hiçbiri bağlanmadı</translation>
    </message>
    <message>
        <source>the name is longer than {most} bytes</source>
        <translation>ad {most} bayttan uzun</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>ad çok uzun</translation>
    </message>
    <message>
        <source>the network storage forgot the file</source>
        <translation>ağ depolaması dosyayı unuttu</translation>
    </message>
    <message>
        <source>the other file cannot be read</source>
        <translation>öteki dosya okunamıyor</translation>
    </message>
    <message>
        <source>the path is longer than {most} bytes</source>
        <translation>yol {most} bayttan uzun</translation>
    </message>
    <message>
        <source>the path leaves the allowed folder</source>
        <translation>yol izin verilen klasörün dışına çıkıyor</translation>
    </message>
    <message>
        <source>the plan has two steps for this path</source>
        <translation>planda bu yol için iki adım var</translation>
    </message>
    <message>
        <source>the process that reads it has died: there may not be memory enough</source>
        <translation>onu okuyan süreç öldü: bellek yetmemiş olabilir</translation>
    </message>
    <message>
        <source>the project where you want it</source>
        <translation>proje istediğiniz yerde</translation>
    </message>
    <message>
        <source>the same path in other letter case</source>
        <translation>aynı yol, başka büyük/küçük harfle</translation>
    </message>
    <message>
        <source>the same paths inside as outside</source>
        <translation>içeride ve dışarıda aynı yollar</translation>
    </message>
    <message>
        <source>the snapshot has no link there</source>
        <translation>anlık görüntüde orada bağlantı yok</translation>
    </message>
    <message>
        <source>the source is not the one the subset was made of</source>
        <translation>kaynak, alt kümenin oluşturulduğu kaynak değil</translation>
    </message>
    <message>
        <source>the source is not there</source>
        <translation>kaynak yerinde yok</translation>
    </message>
    <message>
        <source>the storage does not answer</source>
        <translation>depolama yanıt vermiyor</translation>
    </message>
    <message>
        <source>the storage does not answer: {path}</source>
        <translation>depolama yanıt vermiyor: {path}</translation>
    </message>
    <message>
        <source>the system does not allow it</source>
        <translation>sistem buna izin vermiyor</translation>
    </message>
    <message>
        <source>the target is empty or has a NUL byte</source>
        <translation>hedef boş ya da içinde NUL baytı var</translation>
    </message>
    <message>
        <source>the target is longer than {most} bytes</source>
        <translation>hedef {most} bayttan uzun</translation>
    </message>
    <message>
        <source>the target is not there: {target}</source>
        <translation>hedef yerinde yok: {target}</translation>
    </message>
    <message>
        <source>the target lies outside the project and links.allowed_roots</source>
        <translation>hedef, projenin ve links.allowed_roots köklerinin dışında</translation>
    </message>
    <message>
        <source>the version of the images is not known: {why}</source>
        <translation>görüntülerin sürümü bilinmiyor: {why}</translation>
    </message>
    <message>
        <source>there is no rule {name}</source>
        <translation>{name} diye bir kural yok</translation>
    </message>
    <message>
        <source>there is no rule {name} (did you mean {close}?)</source>
        <translation>{name} diye bir kural yok ({close} mi demek istediniz?)</translation>
    </message>
    <message>
        <source>there is no such experiment</source>
        <translation>böyle bir deney yok</translation>
    </message>
    <message>
        <source>there is no such link</source>
        <translation>böyle bir bağlantı yok</translation>
    </message>
    <message>
        <source>this experiment has {why}, which would speak of other data</source>
        <translation>bu deneyde şu var: {why}; o zaman başka veriden söz ederdi</translation>
    </message>
    <message>
        <source>this experiment reaches its data through {link} and has {why}, which would speak of other data</source>
        <translation>bu deney verisine {link} üzerinden ulaşıyor ve {why} var; o zaman başka veriden söz etmiş olurdu</translation>
    </message>
    <message>
        <source>this file system ({type}) has no symbolic links</source>
        <translation>bu dosya sisteminde ({type}) sembolik bağlantı yok</translation>
    </message>
    <message>
        <source>this file system does not tell it apart from {path}</source>
        <translation>bu dosya sistemi onu {path} ile ayırt etmiyor</translation>
    </message>
    <message>
        <source>this file system has no symbolic links</source>
        <translation>bu dosya sisteminde sembolik bağlantı yok</translation>
    </message>
    <message>
        <source>this is no link</source>
        <translation>bu bir bağlantı değil</translation>
    </message>
    <message>
        <source>this is no name for a link</source>
        <translation>bu bir bağlantı adı olamaz</translation>
    </message>
    <message>
        <source>this is no name for an experiment</source>
        <translation>bu bir deney adı olamaz</translation>
    </message>
    <message>
        <source>this is no repository of git by itself</source>
        <translation>bu tek başına bir git deposu değil</translation>
    </message>
    <message>
        <source>this is not a folder</source>
        <translation>bu bir klasör değil</translation>
    </message>
    <message>
        <source>this is to be a link</source>
        <translation>burası bir bağlantı olacak</translation>
    </message>
    <message>
        <source>this link is there, and leads to {text} now</source>
        <translation>bu bağlantı zaten var ve şimdi {text} hedefine gidiyor</translation>
    </message>
    <message>
        <source>this machine has no such address</source>
        <translation>bu makinenin böyle bir adresi yok</translation>
    </message>
    <message>
        <source>this profile claims the link twice</source>
        <translation>bu profil bağlantıyı iki kez istiyor</translation>
    </message>
    <message>
        <source>this user may make no symbolic links</source>
        <translation>bu kullanıcı sembolik bağlantı oluşturamaz</translation>
    </message>
    <message>
        <source>this user may make no symbolic links, only junctions to folders</source>
        <translation>bu kullanıcı sembolik bağlantı oluşturamaz, yalnızca klasörlere junction</translation>
    </message>
    <message>
        <source>this user may not listen there</source>
        <translation>bu kullanıcı orada dinleyemez</translation>
    </message>
    <message>
        <source>too large to be looked into</source>
        <translation>içine bakılamayacak kadar büyük</translation>
    </message>
    <message>
        <source>too many links in that folder</source>
        <translation>o klasörde çok fazla bağlantı var</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true ya da false</translation>
    </message>
    <message>
        <source>two different images claim one link path, the other is {other}</source>
        <translation>iki farklı görüntü aynı bağlantı yolunu istiyor, öteki {other}</translation>
    </message>
    <message>
        <source>two images have the id {number}</source>
        <translation>iki görüntünün kimliği {number}</translation>
    </message>
    <message>
        <source>two places fit: {one} and {other}</source>
        <translation>iki yer uyuyor: {one} ve {other}</translation>
    </message>
    <message>
        <source>two rows are about this link</source>
        <translation>iki satır bu bağlantıyla ilgili</translation>
    </message>
    <message>
        <source>under {least} pixels a side</source>
        <translation>bir kenarı {least} pikselin altında</translation>
    </message>
    <message>
        <source>unknown option {key}</source>
        <translation>bilinmeyen seçenek {key}</translation>
    </message>
    <message>
        <source>unknown option {key}; did you mean {close}?</source>
        <translation>bilinmeyen seçenek {key}; {close} mi demek istediniz?</translation>
    </message>
    <message>
        <source>unknown: inside the image</source>
        <translation>bilinmiyor: imajın içinde</translation>
    </message>
    <message>
        <source>unused</source>
        <translation>kullanılmayan</translation>
    </message>
    <message>
        <source>waived</source>
        <translation>muaf</translation>
    </message>
    <message>
        <source>waiver expired</source>
        <translation>muafiyetin süresi dolmuş</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>uyarı</translation>
    </message>
    <message>
        <source>what is mounted there cannot be looked at</source>
        <translation>orada bağlı olana bakılamıyor</translation>
    </message>
    <message>
        <source>what to do</source>
        <translation>ne yapmalı</translation>
    </message>
    <message>
        <source>whoever writes into such a link writes into the file that stays</source>
        <translation>böyle bir bağlantıya yazan, kalan dosyaya yazar</translation>
    </message>
    <message>
        <source>without</source>
        <translation>eksik olanlar</translation>
    </message>
    <message>
        <source>write the manifest</source>
        <translation>bildirimi yazma</translation>
    </message>
    <message>
        <source>write the metrics</source>
        <translation>metrikleri yazma</translation>
    </message>
    <message>
        <source>write the report</source>
        <translation>raporu yazma</translation>
    </message>
    <message>
        <source>write the snapshot</source>
        <translation>anlık görüntüyü yazma</translation>
    </message>
    <message>
        <source>write the subset</source>
        <translation>alt kümeyi yazma</translation>
    </message>
    <message>
        <source>{action} {path}</source>
        <translation>{action}: {path}</translation>
    </message>
    <message>
        <source>{cause}: the same number means another class</source>
        <translation>{cause}: aynı numara başka bir sınıf demek</translation>
    </message>
    <message>
        <source>{cause}: the score would be measured on known data</source>
        <translation>{cause}: skor bilinen veriyle ölçülürdü</translation>
    </message>
    <message>
        <source>{cause}: {places}</source>
        <translation>{cause}: {places}</translation>
    </message>
    <message>
        <source>{cause}; there is no folder {folder}</source>
        <translation>{cause}; {folder} klasörü yok</translation>
    </message>
    <message>
        <source>{count} links one after the other</source>
        <translation>art arda {count} bağlantı</translation>
    </message>
    <message>
        <source>{count} of {all} broken links fit</source>
        <translation>{all} kırık bağlantıdan {count} tanesi uyuyor</translation>
    </message>
    <message>
        <source>{count} of {images} images of {file} are not there</source>
        <translation>{file} içindeki {images} görüntüden {count} tanesi yerinde yok</translation>
    </message>
    <message>
        <source>{count} of {images} images of {file} are there in other letter case only</source>
        <translation>{file} içindeki {images} görüntüden {count} tanesi yalnızca başka büyük/küçük harfle var</translation>
    </message>
    <message>
        <source>{count} of {images} images of {file} are there once backslashes are slashes</source>
        <translation>{file} içindeki {images} görüntüden {count} tanesi ters bölüler bölü yapılınca var</translation>
    </message>
    <message>
        <source>{count} places fit: {places}</source>
        <translation>{count} yer uyuyor: {places}</translation>
    </message>
    <message>
        <source>{count} places have this name, too many to compare</source>
        <translation>{count} yerin adı bu, karşılaştırmak için çok fazla</translation>
    </message>
    <message>
        <source>{entries} entries · {links} links, {unwell} of them not well</source>
        <translation>{entries} girdi · {links} bağlantı, {unwell} tanesi sağlam değil</translation>
    </message>
    <message>
        <source>{expected}, not {given}</source>
        <translation>{expected}, {given} değil</translation>
    </message>
    <message>
        <source>{file} says {count} classes and names {named}</source>
        <translation>{file} {count} sınıf diyor, {named} ad veriyor</translation>
    </message>
    <message>
        <source>{file}, line {lines}: {reason}</source>
        <translation>{file}, satır {lines}: {reason}</translation>
    </message>
    <message numerus="yes">
        <source>{first}, and %Ln more</source>
        <translation>
            <numerusform>{first} ve %Ln tane daha</numerusform>
        </translation>
    </message>
    <message>
        <source>{folder} can be written</source>
        <translation>{folder} yazılabilir durumda</translation>
    </message>
    <message>
        <source>{format} without its end: cut short, or with something behind it</source>
        <translation>Sonu olmayan {format}: yarım kalmış ya da ardında bir şey var</translation>
    </message>
    <message>
        <source>{framework} finds {images} images and {labels} labels</source>
        <translation>{framework} {images} görüntü ve {labels} etiket buluyor</translation>
    </message>
    <message>
        <source>{key}: {why}</source>
        <translation>{key}: {why}</translation>
    </message>
    <message>
        <source>{link} already leads there.</source>
        <translation>{link} zaten oraya gidiyor.</translation>
    </message>
    <message>
        <source>{link} does not lead to {data}</source>
        <translation>{link}, {data} hedefine götürmüyor</translation>
    </message>
    <message>
        <source>{message}: {path}</source>
        <translation>{message}: {path}</translation>
    </message>
    <message numerus="yes">
        <source>{names} and %Ln more</source>
        <translation>
            <numerusform>{names} ve %Ln tane daha</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} did not answer in {seconds} s</source>
        <translation>{name} {seconds} sn içinde yanıt vermedi</translation>
    </message>
    <message>
        <source>{name} had {seconds} s to answer in and is not asked any more</source>
        <translation>{name} yanıt için {seconds} sn süreye sahipti ve artık sorulmuyor</translation>
    </message>
    <message>
        <source>{name} is named twice</source>
        <translation>{name} iki kez yazılmış</translation>
    </message>
    <message>
        <source>{name} is not installed</source>
        <translation>{name} kurulu değil</translation>
    </message>
    <message>
        <source>{name} stands for {count} different data</source>
        <translation>{name} adı {count} farklı veriyi gösteriyor</translation>
    </message>
    <message>
        <source>{name}: {why}</source>
        <translation>{name}: {why}</translation>
    </message>
    <message>
        <source>{name}: {words}</source>
        <translation>{name}: {words}</translation>
    </message>
    <message>
        <source>{one} and {other} have another mix of classes (total variation {distance})</source>
        <translation>{one} ve {other} sınıf dağılımı farklı (toplam değişim {distance})</translation>
    </message>
    <message>
        <source>{one} and {other} have other classes</source>
        <translation>{one} ve {other} farklı sınıflara sahip</translation>
    </message>
    <message numerus="yes">
        <source>{one} and {other} share %Ln images</source>
        <translation>
            <numerusform>{one} ve {other} %Ln görüntüyü paylaşıyor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{one} and {other} share %Ln images by their content keys</source>
        <translation>
            <numerusform>{one} ve {other} içerik anahtarlarına göre %Ln görüntüyü paylaşıyor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{one} and {other} share %Ln names</source>
        <translation>
            <numerusform>{one} ve {other} %Ln adı paylaşıyor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{one} and {other} share the bytes of %Ln images</source>
        <translation>
            <numerusform>{one} ve {other} %Ln görüntünün baytlarını paylaşıyor</numerusform>
        </translation>
    </message>
    <message>
        <source>{output} has files of another size than recorded in {file}</source>
        <translation>{output} içinde {file} kaydındakinden başka boyutta dosyalar var</translation>
    </message>
    <message>
        <source>{output} has files that are not recorded in {file}</source>
        <translation>{output} içinde {file} kaydında olmayan dosyalar var</translation>
    </message>
    <message>
        <source>{output} has files with other bytes than recorded in {file}</source>
        <translation>{output} içinde {file} kaydındakinden başka baytları olan dosyalar var</translation>
    </message>
    <message>
        <source>{output} has links to other content than recorded in {file}</source>
        <translation>{output} içinde {file} kaydındakinden başka içeriğe giden bağlantılar var</translation>
    </message>
    <message>
        <source>{output} has {total} bytes, and {size} were recorded in {file}</source>
        <translation>{output} {total} bayt, {file} kaydında ise {size}</translation>
    </message>
    <message>
        <source>{output} has {total} bytes, and {size} were recorded in {file}: written through a link?</source>
        <translation>{output} {total} bayt, {file} kaydında ise {size}: bir bağlantı üzerinden mi yazıldı?</translation>
    </message>
    <message>
        <source>{output} has {total} files, and {count} were recorded in {file}</source>
        <translation>{output} içinde {total} dosya var, {file} kaydında ise {count}</translation>
    </message>
    <message>
        <source>{output} is a file and was recorded as a folder in {file}</source>
        <translation>{output} bir dosya, {file} kaydında ise klasör</translation>
    </message>
    <message>
        <source>{output} is a folder and was recorded as a file in {file}</source>
        <translation>{output} bir klasör, {file} kaydında ise dosya</translation>
    </message>
    <message>
        <source>{output} lacks files that are recorded in {file}</source>
        <translation>{output} içinde {file} kaydındaki bazı dosyalar eksik</translation>
    </message>
    <message>
        <source>{output} was not fetched: `dvc pull`</source>
        <translation>{output} getirilmemiş: `dvc pull`</translation>
    </message>
    <message>
        <source>{path} leads to a folder it lies in</source>
        <translation>{path} içinde bulunduğu klasöre gidiyor</translation>
    </message>
    <message>
        <source>{path}: {before} =&gt; {after}</source>
        <translation>{path}: {before} =&gt; {after}</translation>
    </message>
    <message>
        <source>{path}: {why}</source>
        <translation>{path}: {why}</translation>
    </message>
    <message>
        <source>{path}: {words}</source>
        <translation>{path}: {words}</translation>
    </message>
    <message>
        <source>{place} lies inside {source}: the link would contain itself.</source>
        <translation>{place}, {source} içinde: bağlantı kendisini içerirdi.</translation>
    </message>
    <message>
        <source>{place} seems not to be mounted</source>
        <translation>{place} bağlı görünmüyor</translation>
    </message>
    <message>
        <source>{split}: {cause}</source>
        <translation>{split}: {cause}</translation>
    </message>
    <message>
        <source>{text} can be read in two ways</source>
        <translation>{text} iki biçimde okunabilir</translation>
    </message>
    <message>
        <source>{title}: in {split}, {cause}</source>
        <translation>{title}: {split} içinde {cause}</translation>
    </message>
    <message>
        <source>{title}: {path}</source>
        <translation>{title}: {path}</translation>
    </message>
    <message numerus="yes">
        <source>{title}: {path} and %Ln more</source>
        <translation>
            <numerusform>{title}: {path} ve %Ln tane daha</numerusform>
        </translation>
    </message>
    <message>
        <source>{title}: {why}</source>
        <translation>{title}: {why}</translation>
    </message>
    <message numerus="yes">
        <source>{title}: {why} (and %Ln more)</source>
        <translation>
            <numerusform>{title}: {why} (ve %Ln tane daha)</numerusform>
        </translation>
    </message>
    <message>
        <source>{whole}.{tenth} {unit}</source>
        <translation>{whole},{tenth} {unit}</translation>
    </message>
    <message>
        <source>{why}: what can be done here is not known</source>
        <translation>{why}: burada ne yapılabileceği bilinmiyor</translation>
    </message>
    <message>
        <source>{without} of {images} images have no label file</source>
        <translation>{images} görüntüden {without} tanesinin etiket dosyası yok</translation>
    </message>
    <message>
        <source>{words}: more than {limit} links one after the other</source>
        <translation>{words}: art arda {limit} bağlantıdan fazla</translation>
    </message>
    <message>
        <source>{words}: not in the project</source>
        <translation>{words}: projede yok</translation>
    </message>
    <message>
        <source>{words}: not in {folder}</source>
        <translation>{words}: {folder} içinde yok</translation>
    </message>
    <message>
        <source>{words}: {link} leads back to itself</source>
        <translation>{words}: {link} kendisine geri dönüyor</translation>
    </message>
    <message>
        <source>{words}: {path}</source>
        <translation>{words}: {path}</translation>
    </message>
    <message>
        <source>{word}, read-only</source>
        <translation>{word}, salt okunur</translation>
    </message>
    <message>
        <source>{word}: {path}</source>
        <translation>{word}: {path}</translation>
    </message>
    <message>
        <source>{word}: {path} cannot be looked at</source>
        <translation>{word}: {path} yoluna bakılamıyor</translation>
    </message>
    <message>
        <source>{word}: {path} is not there</source>
        <translation>{word}: {path} yok</translation>
    </message>
    <message>
        <source>{word}: {path} is outside the allowed roots</source>
        <translation>{word}: {path} izin verilen köklerin dışında</translation>
    </message>
</context>
</TS>
