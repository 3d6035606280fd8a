package io.guichet.knowledge;

/** What sectors are called. */
public final class SectorName {

    private SectorName() {}

    /** The name that agents have: {@code coiffeur} is {@code hairdresser}. One that nobody calls otherwise stays. */
    public static String of(String said) {
        return KnownSector.called(said.strip());
    }
}
