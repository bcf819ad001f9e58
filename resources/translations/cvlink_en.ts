<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n conflict</numerusform>
            <numerusform>%n conflicts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln broken</source>
        <translation>
            <numerusform>%Ln broken</numerusform>
            <numerusform>%Ln broken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>comes from %Ln</source>
        <translation>
            <numerusform>comes from %Ln</numerusform>
            <numerusform>comes from %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>used by %Ln</source>
        <translation>
            <numerusform>used by %Ln</numerusform>
            <numerusform>used by %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln box(es)</source>
        <translation>
            <numerusform>%Ln box</numerusform>
            <numerusform>%Ln boxes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more label file(s)</source>
        <translation>
            <numerusform>and %n more label file</numerusform>
            <numerusform>and %n more label files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} in %n folder(s)</source>
        <translation>
            <numerusform>{0} in %n folder</numerusform>
            <numerusform>{0} in %n folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>(%n image(s) measured)</source>
        <translation>
            <numerusform>(%n image measured)</numerusform>
            <numerusform>(%n images measured)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} on %Ln image(s)</source>
        <translation>
            <numerusform>{0} on %Ln image</numerusform>
            <numerusform>{0} on %Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln label file(s)</source>
        <translation>
            <numerusform>%Ln label file</numerusform>
            <numerusform>%Ln label files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BalanceModel</name>
    <message numerus="yes">
        <source>%Ln image(s)</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ComparisonDialog</name>
    <message numerus="yes">
        <source>%Ln link(s) added</source>
        <translation>
            <numerusform>%Ln link added</numerusform>
            <numerusform>%Ln links added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln removed</numerusform>
            <numerusform>%Ln removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln retargeted</source>
        <translation>
            <numerusform>%Ln retargeted</numerusform>
            <numerusform>%Ln retargeted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContainerDialog</name>
    <message numerus="yes">
        <source>%Ln link(s) alive.</source>
        <translation>
            <numerusform>%Ln link alive.</numerusform>
            <numerusform>%Ln links alive.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rewrite %Ln link(s) first.</source>
        <translation>
            <numerusform>Rewrite %Ln link first.</numerusform>
            <numerusform>Rewrite %Ln links first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LineagePanel</name>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln found</numerusform>
            <numerusform>%Ln found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LiveView</name>
    <message numerus="yes">
        <source>The system does not let all folders be watched: of changes in %Ln of them nothing is heard. They are looked at again from time to time.</source>
        <translation>
            <numerusform>The system does not let all folders be watched: of changes in %Ln of them nothing is heard. It is looked at again from time to time.</numerusform>
            <numerusform>The system does not let all folders be watched: of changes in %Ln of them nothing is heard. They are looked at again from time to time.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreflightDialog</name>
    <message numerus="yes">
        <source>Ready with %n warning(s)</source>
        <translation>
            <numerusform>Ready with %n warning</numerusform>
            <numerusform>Ready with %n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemsModel</name>
    <message numerus="yes">
        <source>{0}: {1}, {2}, %Ln places</source>
        <translation>
            <numerusform>{0}: {1}, {2}, %Ln place</numerusform>
            <numerusform>{0}: {1}, {2}, %Ln places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Savings</name>
    <message numerus="yes">
        <source>%Ln kept file(s) deleted: {0} are free again.</source>
        <translation>
            <numerusform>%Ln kept file deleted: {0} are free again.</numerusform>
            <numerusform>%Ln kept files deleted: {0} are free again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) left, such as {0}: {1}</source>
        <translation>
            <numerusform>%Ln file left, {0}: {1}</numerusform>
            <numerusform>%Ln files left, such as {0}: {1}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SavingsDialog</name>
    <message numerus="yes">
        <source>%Ln copy(ies) could be links, which would save {0}.</source>
        <translation>
            <numerusform>%Ln copy could be a link, which would save {0}.</numerusform>
            <numerusform>%Ln copies could be links, which would save {0}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) gave their place to links and are kept: {0}.</source>
        <translation>
            <numerusform>%Ln file gave its place to a link and is kept: {0}.</numerusform>
            <numerusform>%Ln files gave their place to links and are kept: {0}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SnapshotDialog</name>
    <message numerus="yes">
        <source>%Ln added</source>
        <translation>
            <numerusform>%Ln added</numerusform>
            <numerusform>%Ln added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln removed</numerusform>
            <numerusform>%Ln removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln retargeted</source>
        <translation>
            <numerusform>%Ln retargeted</numerusform>
            <numerusform>%Ln retargeted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s) could not be read: of links in them nothing is known.</source>
        <translation>
            <numerusform>%Ln folder could not be read: of links in it nothing is known.</numerusform>
            <numerusform>%Ln folders could not be read: of links in them nothing is known.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Stager</name>
    <message numerus="yes">
        <source>%Ln link(s) staged.</source>
        <translation>
            <numerusform>%Ln link staged.</numerusform>
            <numerusform>%Ln links staged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) no longer staged.</source>
        <translation>
            <numerusform>%Ln link no longer staged.</numerusform>
            <numerusform>%Ln links no longer staged.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%Ln entries</source>
        <translation>
            <numerusform>%Ln entry</numerusform>
            <numerusform>%Ln entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links</source>
        <translation>
            <numerusform>%Ln link</numerusform>
            <numerusform>%Ln links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln broken</source>
        <translation>
            <numerusform>%Ln broken</numerusform>
            <numerusform>%Ln broken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not answering</source>
        <translation>
            <numerusform>%Ln not answering</numerusform>
            <numerusform>%Ln not answering</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s) are watched for changes.</source>
        <translation>
            <numerusform>%Ln folder is watched for changes.</numerusform>
            <numerusform>%Ln folders are watched for changes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The system lets no more be watched: %Ln are not.</source>
        <translation>
            <numerusform>The system lets no more be watched: %Ln folder is not.</numerusform>
            <numerusform>The system lets no more be watched: %Ln folders are not.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changes on network storage are not heard of: %Ln folder(s).</source>
        <translation>
            <numerusform>Changes on network storage are not heard of: %Ln folder.</numerusform>
            <numerusform>Changes on network storage are not heard of: %Ln folders.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All is looked at again every %Ln s.</source>
        <translation>
            <numerusform>All is looked at again every %Ln s.</numerusform>
            <numerusform>All is looked at again every %Ln s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SubsetDialog</name>
    <message numerus="yes">
        <source>%Ln class(es) lost</source>
        <translation>
            <numerusform>%Ln class lost</numerusform>
            <numerusform>%Ln classes lost</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln image(s) not on the disk</source>
        <translation>
            <numerusform>%Ln image not on the disk</numerusform>
            <numerusform>%Ln images not on the disk</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TickBar</name>
    <message numerus="yes">
        <source>%Ln place(s) with problems</source>
        <translation>
            <numerusform>%Ln place with problems</numerusform>
            <numerusform>%Ln places with problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TreeModel</name>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln item</numerusform>
            <numerusform>%Ln items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln broken</source>
        <translation>
            <numerusform>%Ln broken</numerusform>
            <numerusform>%Ln broken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ready, %n warning(s)</source>
        <translation>
            <numerusform>Ready, %n warning</numerusform>
            <numerusform>Ready, %n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not ready: %n problem(s)</source>
        <translation>
            <numerusform>Not ready: %n problem</numerusform>
            <numerusform>Not ready: %n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WarmthDialog</name>
    <message numerus="yes">
        <source>%Ln link(s) lead nowhere.</source>
        <translation>
            <numerusform>%Ln link leads nowhere.</numerusform>
            <numerusform>%Ln links lead nowhere.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln path(s) may not be read by this user.</source>
        <translation>
            <numerusform>%Ln path may not be read by this user.</numerusform>
            <numerusform>%Ln paths may not be read by this user.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not read</source>
        <translation>
            <numerusform>%Ln not read</numerusform>
            <numerusform>%Ln not read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message numerus="yes">
        <source>used by %n</source>
        <translation>
            <numerusform>used by %n</numerusform>
            <numerusform>used by %n</numerusform>
        </translation>
    </message>
</context>
</TS>
