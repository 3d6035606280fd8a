/**
 * What a visitor's browser loads: the conversation page and its assets, the script that partners embed, and the page in
 * its frame, with strict headers. But for who may show that frame and in which brand, nothing here knows a tenant, a
 * session or the business: the pages talk to {@code /api/widget/v1} like any other client.
 */
@NullMarked
package io.guichet.widget;

import org.jspecify.annotations.NullMarked;
