// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static com.google.common.base.Preconditions.checkArgument;

import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;

/**
 * Which rows each training step sees: a function of (seed, epoch, batch), so that a run resumed
 * from a checkpoint of these three sees what the uninterrupted run would have.
 *
 * <p>By default an epoch is a permutation of all rows, cut into batches; the last batch is short
 * where the size does not divide the number of rows, unless it is dropped. Sampling with
 * replacement instead draws every row of every batch independently.
 *
 * <p>Copying allocates nothing, except that the first batch of another epoch draws its permutation
 * into the array kept here. That array makes an instance unfit for use by several threads at once.
 */
public final class MiniBatches {
  private enum Order {
    PERMUTATION,
    PERMUTATION_WITHOUT_SHORT_BATCH,
    REPLACEMENT
  }

  private final int rowCount;
  private final int batchSize;
  private final long seed;
  private final Order order;
  private final CounterRandom random;
  private final int[] permutation;
  private long permutedEpoch = -1;

  private MiniBatches(int rowCount, int batchSize, long seed, Order order) {
    this.rowCount = rowCount;
    this.batchSize = batchSize;
    this.seed = seed;
    this.order = order;
    random = CounterRandom.of(seed);
    permutation = new int[order == Order.REPLACEMENT ? 0 : rowCount];
  }

  /**
   * Batches of so many of the rows, by a permutation per epoch, the short last batch kept.
   *
   * @param batchSize 1 to rowCount: rowCount is gradient descent, 1 is one sample at a time
   */
  public static MiniBatches of(int rowCount, int batchSize, long seed) {
    checkArgument(rowCount >= 1, "batches: a row is required, got %s", rowCount);
    checkArgument(
        batchSize >= 1 && batchSize <= rowCount,
        "batches: the size must be from 1 to the number of rows, %s, got %s",
        rowCount,
        batchSize);
    return new MiniBatches(rowCount, batchSize, seed, Order.PERMUTATION);
  }

  /** The same, without a short last batch: its rows are left out in that epoch. */
  public MiniBatches dropShortBatch() {
    checkArgument(
        order != Order.REPLACEMENT, "batches: with replacement, no batch is short to drop");
    return new MiniBatches(rowCount, batchSize, seed, Order.PERMUTATION_WITHOUT_SHORT_BATCH);
  }

  /** The same sizes, every row drawn independently, with replacement; no batch is short. */
  public MiniBatches withReplacement() {
    return new MiniBatches(rowCount, batchSize, seed, Order.REPLACEMENT);
  }

  /** The number of batches in an epoch. */
  public int batchesPerEpoch() {
    return order == Order.PERMUTATION_WITHOUT_SHORT_BATCH
        ? rowCount / batchSize
        : (rowCount - 1) / batchSize + 1;
  }

  /**
   * The number of rows in a batch: the batch size but for a short last one.
   *
   * @param batch 0 to {@code batchesPerEpoch() - 1}
   */
  public int batchRows(int batch) {
    checkBatch(batch);
    return order == Order.REPLACEMENT
        ? batchSize
        : (int) Math.min(batchSize, rowCount - (long) batch * batchSize);
  }

  /** The indices of a batch's rows, in a new array. */
  public int[] indices(long epoch, int batch) {
    prepare(epoch, batch);
    int[] indices = new int[batchRows(batch)];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = index(epoch, batch, i);
    }
    return indices;
  }

  /**
   * Copies a batch's rows: {@code out_i = source_index(i)}. Call it for the features and again for
   * the targets.
   *
   * @param epoch 0, 1, ...
   * @param batch 0 to {@code batchesPerEpoch() - 1}
   * @param source as many rows as the batches are made for. Not modified.
   * @param out {@code batchRows(batch)} rows, as many columns as the source. Modified.
   */
  public void copyRows(long epoch, int batch, DMatrixRMaj source, DMatrixRMaj out) {
    prepare(epoch, batch);
    int rows = batchRows(batch);
    // Not checkArgument: its arguments would be boxed on every step.
    if (source.numRows != rowCount || out.numRows != rows || out.numCols != source.numCols) {
      throw new IllegalArgumentException(
          "copyRows: source must have %d rows and out be %dx%d, got source=%dx%d, out=%dx%d"
              .formatted(
                  rowCount,
                  rows,
                  source.numCols,
                  source.numRows,
                  source.numCols,
                  out.numRows,
                  out.numCols));
    }
    int width = source.numCols;
    for (int i = 0; i < rows; i++) {
      System.arraycopy(source.data, index(epoch, batch, i) * width, out.data, i * width, width);
    }
  }

  private int index(long epoch, int batch, int i) {
    if (order == Order.REPLACEMENT) {
      long step = epoch * batchesPerEpoch() + batch;
      return random.intBelow(step * batchSize + i, rowCount);
    }
    return permutation[batch * batchSize + i];
  }

  private void prepare(long epoch, int batch) {
    if (epoch < 0) {
      throw new IllegalArgumentException("batches: epoch must not be negative, got " + epoch);
    }
    checkBatch(batch);
    if (order != Order.REPLACEMENT && epoch != permutedEpoch) {
      random.stream(epoch).permutation(permutation);
      permutedEpoch = epoch;
    }
  }

  private void checkBatch(int batch) {
    if (batch < 0 || batch >= batchesPerEpoch()) {
      throw new IllegalArgumentException(
          "batches: batch must be below %d, got %d".formatted(batchesPerEpoch(), batch));
    }
  }
}
