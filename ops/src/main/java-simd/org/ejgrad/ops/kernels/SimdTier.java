// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

/**
 * The tier of {@code jdk.incubator.vector}, found by {@link java.util.ServiceLoader} so that
 * nothing else names it: where that module is absent, no class of this tier is touched. Powers have
 * no loop here.
 */
public final class SimdTier implements KernelTier {
  /** For the service loader. */
  public SimdTier() {}

  @Override
  public String description() {
    return "simd, vectors of " + VectorMath.S.vectorBitSize() + " bits";
  }

  /** An x86 processor with vectors below 256 bits has no multiply-add, and Java's is slow then. */
  @Override
  public boolean pays() {
    String processor = System.getProperty("os.arch", "");
    boolean x86 = processor.equals("amd64") || processor.equals("x86_64");
    return VectorMath.L >= (x86 ? 4 : 2);
  }

  @Override
  public void negative(double[] x, int xAt, double[] y, int yAt, int n) {
    SimdArithmetic.negative(x, xAt, y, yAt, n);
  }

  @Override
  public void reciprocal(double[] x, int xAt, double[] y, int yAt, int n) {
    SimdArithmetic.reciprocal(x, xAt, y, yAt, n);
  }

  @Override
  public void exp(double[] x, int xAt, double[] y, int yAt, int n) {
    SimdFunctions.exp(x, xAt, y, yAt, n);
  }

  @Override
  public void log(double[] x, int xAt, double[] y, int yAt, int n) {
    SimdFunctions.log(x, xAt, y, yAt, n);
  }

  @Override
  public void sqrt(double[] x, int xAt, double[] y, int yAt, int n) {
    SimdArithmetic.sqrt(x, xAt, y, yAt, n);
  }

  @Override
  public void square(double[] x, int xAt, double[] y, int yAt, int n) {
    SimdArithmetic.square(x, xAt, y, yAt, n);
  }

  @Override
  public void tanh(double[] x, int xAt, double[] y, int yAt, int n) {
    SimdFunctions.tanh(x, xAt, y, yAt, n);
  }

  @Override
  public void sigmoid(double[] x, int xAt, double[] y, int yAt, int n) {
    SimdFunctions.sigmoid(x, xAt, y, yAt, n);
  }

  @Override
  public void relu(double[] x, int xAt, double[] y, int yAt, int n) {
    SimdArithmetic.relu(x, xAt, y, yAt, n);
  }

  @Override
  public void softplus(double[] x, int xAt, double[] y, int yAt, int n) {
    SimdFunctions.softplus(x, xAt, y, yAt, n);
  }

  @Override
  public void abs(double[] x, int xAt, double[] y, int yAt, int n) {
    SimdArithmetic.abs(x, xAt, y, yAt, n);
  }

  @Override
  public void sin(double[] x, int xAt, double[] y, int yAt, int n) {
    SimdFunctions.sin(x, xAt, y, yAt, n);
  }

  @Override
  public void cos(double[] x, int xAt, double[] y, int yAt, int n) {
    SimdFunctions.cos(x, xAt, y, yAt, n);
  }

  @Override
  public void sign(double[] x, int xAt, double[] y, int yAt, int n) {
    SimdArithmetic.sign(x, xAt, y, yAt, n);
  }

  @Override
  public void step(double[] x, int xAt, double[] y, int yAt, int n) {
    SimdArithmetic.step(x, xAt, y, yAt, n);
  }

  @Override
  public void scale(double[] x, int xAt, double c, double[] y, int yAt, int n) {
    SimdArithmetic.scale(x, xAt, c, y, yAt, n);
  }

  @Override
  public void shift(double[] x, int xAt, double c, double[] y, int yAt, int n) {
    SimdArithmetic.shift(x, xAt, c, y, yAt, n);
  }

  @Override
  public void divide(double[] x, int xAt, double c, double[] y, int yAt, int n) {
    SimdArithmetic.divide(x, xAt, c, y, yAt, n);
  }

  @Override
  public void minus(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    SimdArithmetic.minus(a, aAt, b, bAt, y, yAt, n);
  }

  @Override
  public void times(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    SimdArithmetic.times(a, aAt, b, bAt, y, yAt, n);
  }

  @Override
  public void divide(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    SimdArithmetic.divide(a, aAt, b, bAt, y, yAt, n);
  }

  @Override
  public void maximum(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    SimdArithmetic.maximum(a, aAt, b, bAt, y, yAt, n);
  }

  @Override
  public void minimum(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    SimdArithmetic.minimum(a, aAt, b, bAt, y, yAt, n);
  }

  @Override
  public void carry(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    SimdChoices.carry(a, aAt, b, bAt, y, yAt, n);
  }

  @Override
  public void same(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    SimdChoices.same(a, aAt, b, bAt, y, yAt, n);
  }

  @Override
  public void shareOfMaximum(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    SimdChoices.shareOfMaximum(a, aAt, b, bAt, y, yAt, n);
  }

  @Override
  public void lessThan(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    SimdChoices.lessThan(a, aAt, b, bAt, y, yAt, n);
  }

  @Override
  public void lessOrEqual(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    SimdChoices.lessOrEqual(a, aAt, b, bAt, y, yAt, n);
  }

  @Override
  public void equalTo(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    SimdChoices.equalTo(a, aAt, b, bAt, y, yAt, n);
  }

  @Override
  public void sigmoidCrossEntropy(
      double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    SimdFunctions.sigmoidCrossEntropy(a, aAt, b, bAt, y, yAt, n);
  }

  @Override
  public void select(
      double[] condition,
      int conditionAt,
      double[] a,
      int aAt,
      double[] b,
      int bAt,
      double[] y,
      int yAt,
      int n) {
    SimdChoices.select(condition, conditionAt, a, aAt, b, bAt, y, yAt, n);
  }

  @Override
  public void clip(double[] x, int xAt, double low, double high, double[] y, int yAt, int n) {
    SimdArithmetic.clip(x, xAt, low, high, y, yAt, n);
  }
}
