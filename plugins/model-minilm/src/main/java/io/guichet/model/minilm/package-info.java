/**
 * Vectors of texts, computed in this process: by all-MiniLM-L6-v2, which the plugin brings, or by another network in a file.
 * The native library is unpacked to a folder of its own each time, so that a new version of the plugin runs beside the old
 * one.
 */
@NullMarked
package io.guichet.model.minilm;

import org.jspecify.annotations.NullMarked;
