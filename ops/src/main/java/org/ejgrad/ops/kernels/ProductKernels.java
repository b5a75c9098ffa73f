// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import org.ejgrad.graph.Block;
import org.jspecify.annotations.Nullable;

/** Matrix products of blocks, on the chosen tier. No transpose is ever copied whole. */
public final class ProductKernels {
  private static final int PLACES = 256;

  /** For callers that keep no product themselves: those last used by a thread, by shape. */
  private static final ThreadLocal<@Nullable DoubleProduct[]> RECENT =
      ThreadLocal.withInitial(() -> new @Nullable DoubleProduct[PLACES]);

  private ProductKernels() {}

  /**
   * y = op(a) op(b), where op transposes if asked to.
   *
   * @param a left factor. Not modified.
   * @param b right factor. Not modified.
   * @param y the product. Modified.
   */
  public static void product(Block a, boolean transA, Block b, boolean transB, Block y) {
    int inner = transA ? a.rows() : a.cols();
    recent(transA, transB, y.rows(), y.cols(), inner)
        .run(a.doubles(), a.at(), b.doubles(), b.at(), y.doubles(), y.at(), a.rows());
  }

  private static DoubleProduct recent(boolean transA, boolean transB, int m, int n, int k) {
    @Nullable DoubleProduct[] recent = RECENT.get();
    int place = ((m * 31 + n) * 31 + k) * 4 + (transA ? 2 : 0) + (transB ? 1 : 0) & PLACES - 1;
    DoubleProduct product = recent[place];
    if (product == null || !product.isFor(transA, transB, m, n, k)) {
      product = DoubleProduct.of(transA, transB, m, n, k);
      recent[place] = product;
    }
    return product;
  }
}
