package io.guichet.knowledge;

import org.jspecify.annotations.Nullable;

/**
 * A page of the web that is to be known.
 *
 * @param url http or https, public
 * @param title null for the address
 */
public record PageDraft(@Nullable String url, @Nullable String title) {}
