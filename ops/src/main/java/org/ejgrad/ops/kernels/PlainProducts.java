// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

/** Products by plain loops, on any processor. */
final class PlainProducts implements ProductTier {
  @Override
  public String description() {
    return "plain";
  }

  @Override
  public DoubleMultiplier doubles(ProductShape shape) {
    return new DoublePlainProduct(shape);
  }

  @Override
  public FloatMultiplier floats(ProductShape shape) {
    return new FloatPlainProduct(shape);
  }
}
