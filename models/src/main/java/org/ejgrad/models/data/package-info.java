// SPDX-License-Identifier: Apache-2.0
/**
 * Data sets: where they come from, how they are cut, scaled and fed.
 *
 * <pre>
 * CSV file ─ CsvFormat ─▶ CsvSchema ─┐
 * IDX files ─ Idx ───────────────────┼─▶ Dataset ─ Split ─▶ train, validation, test
 * seed ─ Generators ─────────────────┘                        │
 *                                       Standardizer.fit(train).apply(each)
 *                                                             │
 *                             MiniBatches: (epoch, batch) ─▶ matrices of one step
 * </pre>
 *
 * Rows are samples. Files are hostile: whatever is wrong with what they hold gives one exception,
 * {@link org.ejgrad.models.data.DataFormatException}, which says where; sizes they declare are
 * compared with the bytes present before anything is allocated; a reader returns a whole data set
 * or none. A file that is missing or cannot be read gives {@link java.io.UncheckedIOException}.
 * Everything random is a function of a seed.
 */
@NullMarked
package org.ejgrad.models.data;

import org.jspecify.annotations.NullMarked;
