// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static com.google.common.base.Preconditions.checkArgument;

import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;

/**
 * Data sets made from a seed: the same arguments give the same bits.
 *
 * <p>The planar sets (blobs, circles, moons, spirals) are classifications in two features, {@code
 * x1} and {@code x2}. Their points are placed first, then each coordinate has noise added, an
 * independent N(0, noise^2), then the rows are shuffled.
 */
public final class Generators {
  private static final long NOISE = 1;
  private static final long SHUFFLE = 2;
  private static final long FEATURES = 3;
  private static final long THETA = 4;
  private static final double BLOB_RADIUS = 5.0;

  private Generators() {}

  /**
   * A linear regression with the parameters that made it: y = X theta + noise.
   *
   * @param theta d x 1
   */
  public record Linear(Dataset data, DMatrixRMaj theta) {}

  /**
   * n samples of a linear relation in d features: feature j (from 0) is U(-5, 5) times 2j + 1, so
   * that scales differ; theta is N(0, 1); y = X theta + N(0, noiseSigma^2). There is no intercept.
   *
   * @param noiseSigma standard deviation of the noise, finite and not negative
   */
  public static Linear linear(int n, int d, double noiseSigma, long seed) {
    checkArgument(d >= 1, "linear: d must be at least 1, got %s", d);
    return linear(n, CounterRandom.of(seed).stream(THETA).normal(d, 1, 0, 1), noiseSigma, seed);
  }

  /**
   * As {@link #linear(int, int, double, long)}, with parameters of the caller's.
   *
   * @param theta d x 1. Not modified.
   */
  public static Linear linear(int n, DMatrixRMaj theta, double noiseSigma, long seed) {
    int d = theta.numRows;
    checkCount("linear", n, 1);
    checkNoise("linear", noiseSigma);
    checkArgument(
        d >= 1 && theta.numCols == 1,
        "linear: theta must be d x 1, got %sx%s",
        theta.numRows,
        theta.numCols);
    CounterRandom random = CounterRandom.of(seed);
    DMatrixRMaj features = random.stream(FEATURES).uniform(n, d, -5, 5);
    DMatrixRMaj targets = random.stream(NOISE).normal(n, 1, 0, noiseSigma);
    for (int i = 0; i < n; i++) {
      double y = 0;
      for (int j = 0; j < d; j++) {
        double x = features.data[i * d + j] * (2 * j + 1);
        features.data[i * d + j] = x;
        y += x * theta.data[j];
      }
      targets.data[i] += y;
    }
    return new Linear(Dataset.regression(features, targets), theta.copy());
  }

  /**
   * n points in Gaussian clouds, one per class and as even in number as can be, around centres
   * evenly spaced on the circle of radius 5, the first at (5, 0). With sigma 1, two to five classes
   * are nearly separable by lines.
   *
   * @param classes at least 2
   * @param sigma standard deviation of each coordinate
   */
  public static Dataset blobs(int n, int classes, double sigma, long seed) {
    checkArgument(classes >= 2, "blobs: classes must be at least 2, got %s", classes);
    DMatrixRMaj centres = new DMatrixRMaj(classes, 2);
    for (int k = 0; k < classes; k++) {
      double angle = 2 * Math.PI * k / classes;
      centres.set(k, 0, BLOB_RADIUS * StrictMath.cos(angle));
      centres.set(k, 1, BLOB_RADIUS * StrictMath.sin(angle));
    }
    return blobs(n, centres, sigma, seed);
  }

  /**
   * As {@link #blobs(int, int, double, long)}, with centres of the caller's, in any dimension.
   *
   * @param centres K x d, one row per class. Not modified.
   */
  public static Dataset blobs(int n, DMatrixRMaj centres, double sigma, long seed) {
    int classes = centres.numRows;
    checkArgument(
        classes >= 2 && centres.numCols >= 1,
        "blobs: centres must be K x d with K at least 2, got %sx%s",
        centres.numRows,
        centres.numCols);
    checkCount("blobs", n, classes);
    Points points = new Points(n, centres.numCols);
    for (int i = 0; i < n; i++) {
      int k = i % classes;
      for (int j = 0; j < centres.numCols; j++) {
        points.features.set(i, j, centres.get(k, j));
      }
      points.classes.set(i, 0, k);
    }
    return points.finish("blobs", sigma, seed, classes);
  }

  /**
   * n points on two circles around the origin, evenly spaced from angle 0 on: class 0 is n / 2
   * points (rounded down) at radius 1, class 1 the others at radius {@code factor}; as {@code
   * make_circles} of scikit-learn. No line separates them.
   *
   * @param n at least 2
   * @param noise standard deviation of each coordinate's noise, such as 0.1
   * @param factor radius of the inner circle, from 0 up to and without 1, such as 0.3
   */
  public static Dataset circles(int n, double noise, double factor, long seed) {
    checkCount("circles", n, 2);
    checkArgument(factor >= 0 && factor < 1, "circles: factor must be in [0, 1), got %s", factor);
    int outer = n / 2;
    Points points = new Points(n, 2);
    for (int i = 0; i < n; i++) {
      boolean isOuter = i < outer;
      double angle = isOuter ? 2 * Math.PI * i / outer : 2 * Math.PI * (i - outer) / (n - outer);
      double radius = isOuter ? 1.0 : factor;
      points.place(
          i, radius * StrictMath.cos(angle), radius * StrictMath.sin(angle), isOuter ? 0 : 1);
    }
    return points.finish("circles", noise, seed, 2);
  }

  /**
   * n points on two interleaved half circles: class 0 is n / 2 points (rounded down) at (cos t, sin
   * t), class 1 the others at (1 - cos t, 1/2 - sin t), t evenly from 0 to pi with both ends; as
   * {@code make_moons} of scikit-learn.
   *
   * @param n at least 4
   * @param noise standard deviation of each coordinate's noise, such as 0.1
   */
  public static Dataset moons(int n, double noise, long seed) {
    checkCount("moons", n, 4);
    int upper = n / 2;
    Points points = new Points(n, 2);
    for (int i = 0; i < n; i++) {
      if (i < upper) {
        double t = Math.PI * i / (upper - 1);
        points.place(i, StrictMath.cos(t), StrictMath.sin(t), 0);
      } else {
        double t = Math.PI * (i - upper) / (n - upper - 1);
        points.place(i, 1 - StrictMath.cos(t), 0.5 - StrictMath.sin(t), 1);
      }
    }
    return points.finish("moons", noise, seed, 2);
  }

  /**
   * n points on K spiral arms, as even in number as can be: arm k, at share s of its length, is at
   * radius s and angle 2 pi (turns s + k / K); a class's i-th of m points has s = (i + 1) / m.
   *
   * @param classes K, at least 2
   * @param turns how often an arm goes around, above 0, such as 1
   * @param noise standard deviation of each coordinate's noise, such as 0.02
   */
  public static Dataset spirals(int n, int classes, double turns, double noise, long seed) {
    checkArgument(classes >= 2, "spirals: classes must be at least 2, got %s", classes);
    checkCount("spirals", n, classes);
    checkArgument(
        turns > 0 && Double.isFinite(turns), "spirals: turns must be above 0, got %s", turns);
    Points points = new Points(n, 2);
    for (int i = 0; i < n; i++) {
      int k = i % classes;
      int armSize = (n - k + classes - 1) / classes;
      int onArm = i / classes;
      double share = (onArm + 1.0) / armSize;
      double angle = 2 * Math.PI * (turns * share + (double) k / classes);
      points.place(i, share * StrictMath.cos(angle), share * StrictMath.sin(angle), k);
    }
    return points.finish("spirals", noise, seed, classes);
  }

  private static void checkCount(String what, int n, int least) {
    checkArgument(n >= least, "%s: n must be at least %s, got %s", what, least, n);
  }

  private static void checkNoise(String what, double sigma) {
    checkArgument(
        sigma >= 0 && Double.isFinite(sigma),
        "%s: the noise must be finite and not negative, got %s",
        what,
        sigma);
  }

  /** Points under construction, in the order of their placing. */
  private static final class Points {
    private final DMatrixRMaj features;
    private final DMatrixRMaj classes;

    Points(int n, int d) {
      features = new DMatrixRMaj(n, d);
      classes = new DMatrixRMaj(n, 1);
    }

    void place(int i, double x, double y, int k) {
      features.set(i, 0, x);
      features.set(i, 1, y);
      classes.set(i, 0, k);
    }

    Dataset finish(String what, double noise, long seed, int classCount) {
      checkNoise(what, noise);
      CounterRandom random = CounterRandom.of(seed);
      CounterRandom draws = random.stream(NOISE);
      for (int i = 0; i < features.getNumElements(); i++) {
        features.data[i] += noise * draws.gaussian(i);
      }
      String[] names = new String[classCount];
      for (int k = 0; k < classCount; k++) {
        names[k] = Integer.toString(k);
      }
      return Dataset.classification(features, classes, names)
          .rows(random.stream(SHUFFLE).permutation(classes.numRows));
    }
  }
}
