// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import org.ejgrad.graph.Additions;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;

/** The sums of the chosen tier, which the graph finds by {@link java.util.ServiceLoader}. */
public final class TierAdditions implements Additions {
  private static final KernelTier TIER = KernelTiers.chosen();

  /** For the service loader. */
  public TierAdditions() {}

  @Override
  public void requireWhatIsAskedFor() {
    KernelTiers.requireWhatIsAskedFor();
  }

  @Override
  public Kernel add(Precision precision) {
    return Elementwise.add(precision);
  }

  @Override
  public Kernel sumColumns(Shape shape, Precision precision) {
    return Kernel.ofItems(
        shape.cols(),
        precision == Precision.FLOAT64
            ? (x, y, from, to) ->
                TIER.sumColumns(
                    x[0].doubles(),
                    x[0].at() + from,
                    x[0].rows(),
                    x[0].cols(),
                    to - from,
                    y.doubles(),
                    y.at() + from)
            : (x, y, from, to) ->
                TIER.sumColumns(
                    x[0].floats(),
                    x[0].at() + from,
                    x[0].rows(),
                    x[0].cols(),
                    to - from,
                    y.floats(),
                    y.at() + from));
  }

  @Override
  public double sum(Block x, int from, int length) {
    int at = x.at() + from;
    return x.precision() == Precision.FLOAT64
        ? TIER.sum(x.doubles(), at, length)
        : TIER.sum(x.floats(), at, length);
  }

  @Override
  public boolean allFinite(Block x, int from, int length) {
    int at = x.at() + from;
    return x.precision() == Precision.FLOAT64
        ? TIER.finite(x.doubles(), at, length)
        : TIER.finite(x.floats(), at, length);
  }
}
