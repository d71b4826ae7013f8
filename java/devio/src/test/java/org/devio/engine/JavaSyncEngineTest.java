package org.devio.engine;

class JavaSyncEngineTest extends RealFileContract {
    @Override
    IoEngine openEngine() {
        return new SyncEngine(DEPTH);
    }

    @Override
    FileOpener files() {
        return FileOpener.JAVA;
    }
}
