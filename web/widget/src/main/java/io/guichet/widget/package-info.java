/**
 * What a visitor's browser loads: the conversation page and its assets, as static files with strict headers. Nothing
 * here knows a tenant, a session or the business: the page talks to {@code /api/widget/v1} like any other client.
 */
@NullMarked
package io.guichet.widget;

import org.jspecify.annotations.NullMarked;
