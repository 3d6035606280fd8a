package io.guichet.sector.artisan;

/**
 * What may be asked.
 *
 * @param key by which it is remembered, and by which its words are found
 */
record Question(String key) {

    static final Question PROJECT = new Question("project");
    static final Question DETAILS = new Question("details");
    static final Question SURFACE = new Question("surface");
    static final Question DWELLING = new Question("dwelling");
    static final Question PHOTOS = new Question("photos");

    private static final String QUANTITY = "quantity:";

    static Question quantityOf(String code) {
        return new Question(QUANTITY + code);
    }

    /** The code of the item whose quantity is asked for; empty for any other question. */
    String code() {
        return key.startsWith(QUANTITY) ? key.substring(QUANTITY.length()) : "";
    }
}
