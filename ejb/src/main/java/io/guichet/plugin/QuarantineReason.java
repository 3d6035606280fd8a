package io.guichet.plugin;

/** Why a plugin was not let in. */
public enum QuarantineReason {
    /** The file or folder cannot be read. */
    UNREADABLE,
    /** The file ends in {@code .jar} and is none. */
    NOT_A_ZIP,
    /** The manifest, or the SPI version in it, is missing or cannot be read. */
    NO_MANIFEST_VERSION,
    /** It was built for another SPI. */
    WRONG_SPI_VERSION,
    /** No class is named in {@code META-INF/services/io.guichet.spi.Plugin}. */
    NO_ENTRY_POINT,
    /** More than one class is named there. */
    SEVERAL_ENTRY_POINTS,
    /** It threw while it started. */
    START_FAILED,
    /** It had not started when its time was over. */
    START_TIMED_OUT,
    /** Its id is not 1 to 64 lower-case letters, digits and hyphens. */
    INVALID_ID,
    /** A sector, channel or model it offers is not named with 1 to 64 lower-case letters, digits and hyphens. */
    INVALID_CAPABILITY,
    /** Another plugin has its id. */
    DUPLICATE_ID,
    /** Another plugin, or the same one twice, offers the same sector, channel or model. */
    DUPLICATE_CAPABILITY;

    /** Whether it may be let in when another plugin goes. */
    boolean isConflict() {
        return this == DUPLICATE_ID || this == DUPLICATE_CAPABILITY;
    }
}
