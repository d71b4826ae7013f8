package org.devio.engine;

class SyncEngineTest extends RealFileContract {
    @Override
    IoEngine openEngine() {
        return new SyncEngine(DEPTH);
    }

    @Override
    FileOpener files() {
        return FileOpener.NATIVE;
    }
}
