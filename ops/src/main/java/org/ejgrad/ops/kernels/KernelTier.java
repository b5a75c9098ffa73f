// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

/**
 * The elementwise loops of one tier, a method each; what each computes is said at the plain loop of
 * the same name in {@link ElementwiseKernels}, which also stands in for what a tier has no loop of
 * its own for. Every tier gives the same result but for rounding.
 */
public interface KernelTier {
  /** For the report, such as "simd, vectors of 512 bits". */
  String description();

  /** Whether this processor runs the tier well, so that it is chosen where nothing is asked for. */
  boolean pays();

  default void negative(double[] x, int xAt, double[] y, int yAt, int n) {
    ElementwiseKernels.negative(x, xAt, y, yAt, n);
  }

  default void reciprocal(double[] x, int xAt, double[] y, int yAt, int n) {
    ElementwiseKernels.reciprocal(x, xAt, y, yAt, n);
  }

  default void exp(double[] x, int xAt, double[] y, int yAt, int n) {
    ElementwiseKernels.exp(x, xAt, y, yAt, n);
  }

  default void log(double[] x, int xAt, double[] y, int yAt, int n) {
    ElementwiseKernels.log(x, xAt, y, yAt, n);
  }

  default void sqrt(double[] x, int xAt, double[] y, int yAt, int n) {
    ElementwiseKernels.sqrt(x, xAt, y, yAt, n);
  }

  default void square(double[] x, int xAt, double[] y, int yAt, int n) {
    ElementwiseKernels.square(x, xAt, y, yAt, n);
  }

  default void tanh(double[] x, int xAt, double[] y, int yAt, int n) {
    ElementwiseKernels.tanh(x, xAt, y, yAt, n);
  }

  default void sigmoid(double[] x, int xAt, double[] y, int yAt, int n) {
    ElementwiseKernels.sigmoid(x, xAt, y, yAt, n);
  }

  default void relu(double[] x, int xAt, double[] y, int yAt, int n) {
    ElementwiseKernels.relu(x, xAt, y, yAt, n);
  }

  default void softplus(double[] x, int xAt, double[] y, int yAt, int n) {
    ElementwiseKernels.softplus(x, xAt, y, yAt, n);
  }

  default void abs(double[] x, int xAt, double[] y, int yAt, int n) {
    ElementwiseKernels.abs(x, xAt, y, yAt, n);
  }

  default void sin(double[] x, int xAt, double[] y, int yAt, int n) {
    ElementwiseKernels.sin(x, xAt, y, yAt, n);
  }

  default void cos(double[] x, int xAt, double[] y, int yAt, int n) {
    ElementwiseKernels.cos(x, xAt, y, yAt, n);
  }

  default void sign(double[] x, int xAt, double[] y, int yAt, int n) {
    ElementwiseKernels.sign(x, xAt, y, yAt, n);
  }

  default void step(double[] x, int xAt, double[] y, int yAt, int n) {
    ElementwiseKernels.step(x, xAt, y, yAt, n);
  }

  default void scale(double[] x, int xAt, double c, double[] y, int yAt, int n) {
    ElementwiseKernels.scale(x, xAt, c, y, yAt, n);
  }

  default void shift(double[] x, int xAt, double c, double[] y, int yAt, int n) {
    ElementwiseKernels.shift(x, xAt, c, y, yAt, n);
  }

  default void divide(double[] x, int xAt, double c, double[] y, int yAt, int n) {
    ElementwiseKernels.divide(x, xAt, c, y, yAt, n);
  }

  default void power(double[] x, int xAt, double c, double[] y, int yAt, int n) {
    ElementwiseKernels.power(x, xAt, c, y, yAt, n);
  }

  default void minus(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    ElementwiseKernels.minus(a, aAt, b, bAt, y, yAt, n);
  }

  default void times(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    ElementwiseKernels.times(a, aAt, b, bAt, y, yAt, n);
  }

  default void divide(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    ElementwiseKernels.divide(a, aAt, b, bAt, y, yAt, n);
  }

  default void power(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    ElementwiseKernels.power(a, aAt, b, bAt, y, yAt, n);
  }

  default void maximum(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    ElementwiseKernels.maximum(a, aAt, b, bAt, y, yAt, n);
  }

  default void minimum(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    ElementwiseKernels.minimum(a, aAt, b, bAt, y, yAt, n);
  }

  default void carry(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    ElementwiseKernels.carry(a, aAt, b, bAt, y, yAt, n);
  }

  default void same(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    ElementwiseKernels.same(a, aAt, b, bAt, y, yAt, n);
  }

  default void shareOfMaximum(
      double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    ElementwiseKernels.shareOfMaximum(a, aAt, b, bAt, y, yAt, n);
  }

  default void lessThan(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    ElementwiseKernels.lessThan(a, aAt, b, bAt, y, yAt, n);
  }

  default void lessOrEqual(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    ElementwiseKernels.lessOrEqual(a, aAt, b, bAt, y, yAt, n);
  }

  default void equalTo(double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    ElementwiseKernels.equalTo(a, aAt, b, bAt, y, yAt, n);
  }

  default void sigmoidCrossEntropy(
      double[] a, int aAt, double[] b, int bAt, double[] y, int yAt, int n) {
    ElementwiseKernels.sigmoidCrossEntropy(a, aAt, b, bAt, y, yAt, n);
  }

  default void select(
      double[] condition,
      int conditionAt,
      double[] a,
      int aAt,
      double[] b,
      int bAt,
      double[] y,
      int yAt,
      int n) {
    ElementwiseKernels.select(condition, conditionAt, a, aAt, b, bAt, y, yAt, n);
  }

  default void clip(double[] x, int xAt, double low, double high, double[] y, int yAt, int n) {
    ElementwiseKernels.clip(x, xAt, low, high, y, yAt, n);
  }
}
