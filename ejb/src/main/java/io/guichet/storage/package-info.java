/**
 * The bytes of files: on the local disk or in an S3 bucket, a folder for each tenant, encrypted with its key before they
 * leave the process. Knows nothing of what the files are.
 */
@NullMarked
package io.guichet.storage;

import org.jspecify.annotations.NullMarked;
