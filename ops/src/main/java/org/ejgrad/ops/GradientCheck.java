// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;

/**
 * Compares gradients with differences of values, for tests of a loss or an op of your own.
 *
 * <pre>{@code
 * @Test void myLoss() { GradientCheck.of(r -> myLoss(r)).at(GradientCheck.normal(4, 3)).verify(); }
 * }</pre>
 *
 * <p>A result that is not 1x1 is first reduced by a random weight for each element. Differences use
 * four points, (f(x-2h) - 8 f(x-h) + 8 f(x+h) - f(x+2h)) / 12h, whose error at h = 1e-4 is about
 * 6e-12 for smooth functions of numbers near 1 (the two-point form stops at 3e-10). An entry agrees
 * if |analytic - numeric| <= tolerance max(1, |numeric|). Stay a few h away from kinks.
 *
 * <p>By default each entry of each argument is compared, to first order. {@link #order} 2 also
 * checks the gradient of the gradient's product with random numbers; {@link #projections} compares
 * slopes in random directions instead of entries, at a cost that does not grow with the size.
 */
public final class GradientCheck {
  private final Function<List<Expr>, Expr> function;
  private final int arity;
  private final List<DMatrixRMaj> point;
  private final Settings settings;

  private record Settings(
      int order, long seed, double step, double tolerance, double secondTolerance, int directions) {
    static final Settings DEFAULT = new Settings(1, 1, 1e-4, 1e-9, 1e-8, 0);
  }

  private GradientCheck(
      Function<List<Expr>, Expr> function, int arity, List<DMatrixRMaj> point, Settings settings) {
    this.function = function;
    this.arity = arity;
    this.point = point;
    this.settings = settings;
  }

  /** Checks a function of one matrix. */
  public static GradientCheck of(UnaryOperator<Expr> function) {
    return of(x -> function.apply(x.get(0)), 1);
  }

  /** Checks a function of two matrices in both. */
  public static GradientCheck of(BinaryOperator<Expr> function) {
    return of(x -> function.apply(x.get(0), x.get(1)), 2);
  }

  /** Checks a function of any number of matrices in all of them. */
  public static GradientCheck ofMany(Function<List<Expr>, Expr> function) {
    return of(function, Traced.ANY);
  }

  private static GradientCheck of(Function<List<Expr>, Expr> function, int arity) {
    return new GradientCheck(function, arity, List.of(), Settings.DEFAULT);
  }

  /** A matrix of standard normal numbers, the same at each call. */
  public static DMatrixRMaj normal(int rows, int cols) {
    return CounterRandom.of(1).normal(rows, cols, 0, 1);
  }

  /**
   * Where to check: one matrix for each argument; copied.
   *
   * @throws IllegalArgumentException if the function takes another number of matrices
   */
  public GradientCheck at(DMatrixRMaj... arguments) {
    Traced.checkArity("at", arity, arguments.length);
    List<DMatrixRMaj> copies = new ArrayList<>();
    for (DMatrixRMaj argument : arguments) {
      copies.add(argument.copy());
    }
    return new GradientCheck(function, arity, copies, settings);
  }

  /** 1, the default, or 2. */
  public GradientCheck order(int order) {
    check(order == 1 || order == 2, "order: must be 1 or 2, got %s", order);
    Settings s = settings;
    return with(new Settings(order, s.seed, s.step, s.tolerance, s.secondTolerance, s.directions));
  }

  /** The seed of weights and directions; default 1. */
  public GradientCheck seed(long seed) {
    Settings s = settings;
    return with(new Settings(s.order, seed, s.step, s.tolerance, s.secondTolerance, s.directions));
  }

  /** The distance h between points; default 1e-4. */
  public GradientCheck step(double h) {
    check(h > 0, "step: must be > 0, got %s", h);
    Settings s = settings;
    return with(new Settings(s.order, s.seed, h, s.tolerance, s.secondTolerance, s.directions));
  }

  /** The relative tolerance of first order, default 1e-9; that of second order is ten times it. */
  public GradientCheck tolerance(double tolerance) {
    check(tolerance > 0, "tolerance: must be > 0, got %s", tolerance);
    Settings s = settings;
    return with(new Settings(s.order, s.seed, s.step, tolerance, 10 * tolerance, s.directions));
  }

  /** Compares slopes in this many random directions instead of each entry; 0 for each entry. */
  public GradientCheck projections(int directions) {
    check(directions >= 0, "projections: must be >= 0, got %s", directions);
    Settings s = settings;
    return with(new Settings(s.order, s.seed, s.step, s.tolerance, s.secondTolerance, directions));
  }

  private GradientCheck with(Settings changed) {
    return new GradientCheck(function, arity, point, changed);
  }

  /**
   * Compares.
   *
   * @return the largest error found, relative to max(1, |numeric|)
   * @throws AssertionError if an entry or direction disagrees; names it, both values and the error
   */
  public double verify() {
    check(!point.isEmpty(), "verify: say where to check by at(...)");
    CounterRandom random = CounterRandom.of(settings.seed);
    List<Expr> arguments = new ArrayList<>();
    for (int k = 0; k < point.size(); k++) {
      DMatrixRMaj x = point.get(k);
      arguments.add(Autograd.input("argument" + (k + 1), x.numRows, x.numCols));
    }
    Expr value = weighted(function.apply(arguments), random.stream(0));
    List<Expr> gradients = gradients(value, arguments);
    double worst = compare("gradient", value, arguments, gradients, settings.tolerance, random);
    if (settings.order == 2) {
      Expr slope = Autograd.constant(0.0);
      for (int k = 0; k < gradients.size(); k++) {
        slope = slope.plus(weighted(gradients.get(k), random.stream(k + 1)));
      }
      List<Expr> second = gradients(slope, arguments);
      worst =
          Math.max(
              worst,
              compare(
                  "second-order gradient",
                  slope,
                  arguments,
                  second,
                  settings.secondTolerance,
                  random));
    }
    return worst;
  }

  /** A gradient that is 0 because nothing flows is compared like any other. */
  private static List<Expr> gradients(Expr value, List<Expr> arguments) {
    return Autograd.gradients(value, arguments, Gradients.Unreached.ZERO);
  }

  /** The sum of the elements, each times a random weight; a 1x1 expression stays as it is. */
  private static Expr weighted(Expr x, CounterRandom random) {
    return x.shape().isScalar()
        ? x
        : x.dot(Autograd.constant(random.normal(x.rows(), x.cols(), 0, 1)));
  }

  private double compare(
      String what,
      Expr value,
      List<Expr> arguments,
      List<Expr> gradients,
      double tolerance,
      CounterRandom random) {
    List<Expr> results = new ArrayList<>(gradients);
    results.add(value);
    Workspace workspace = Program.compile(results, Updates.NONE).workspace();
    List<DMatrixRMaj> x = point.stream().map(DMatrixRMaj::copy).toList();
    for (int k = 0; k < x.size(); k++) {
      workspace.set(arguments.get(k), x.get(k));
    }
    workspace.run();
    List<DMatrixRMaj> analytic = gradients.stream().map(g -> workspace.value(g).copy()).toList();
    Slopes slopes = new Slopes(workspace, value, x);
    return settings.directions > 0
        ? slopes.alongDirections(what, analytic, tolerance, random)
        : slopes.entryByEntry(what, analytic, tolerance);
  }

  /** Numeric slopes of one compiled value around the point. */
  private final class Slopes {
    private final Workspace workspace;
    private final Expr value;
    private final List<DMatrixRMaj> x;

    Slopes(Workspace workspace, Expr value, List<DMatrixRMaj> x) {
      this.workspace = workspace;
      this.value = value;
      this.x = x;
    }

    double entryByEntry(String what, List<DMatrixRMaj> analytic, double tolerance) {
      double worst = 0;
      for (int k = 0; k < x.size(); k++) {
        DMatrixRMaj direction = new DMatrixRMaj(x.get(k).numRows, x.get(k).numCols);
        for (int i = 0; i < direction.getNumElements(); i++) {
          direction.data[i] = 1;
          double numeric = along(List.of(direction), k);
          direction.data[i] = 0;
          String where =
              String.format(
                  Locale.ROOT,
                  "argument %d at (%d, %d)",
                  k + 1,
                  i / direction.numCols,
                  i % direction.numCols);
          worst = Math.max(worst, agree(what, where, analytic.get(k).data[i], numeric, tolerance));
        }
      }
      return worst;
    }

    double alongDirections(
        String what, List<DMatrixRMaj> analytic, double tolerance, CounterRandom random) {
      double worst = 0;
      for (int d = 0; d < settings.directions; d++) {
        List<DMatrixRMaj> direction = new ArrayList<>();
        double product = 0;
        for (int k = 0; k < x.size(); k++) {
          CounterRandom numbers = random.stream(1000 + d).stream(k);
          direction.add(numbers.normal(x.get(k).numRows, x.get(k).numCols, 0, 1));
          for (int i = 0; i < x.get(k).getNumElements(); i++) {
            product += analytic.get(k).data[i] * direction.get(k).data[i];
          }
        }
        String where = "direction " + (d + 1) + " of seed " + settings.seed;
        worst = Math.max(worst, agree(what, where, product, along(direction, 0), tolerance));
      }
      return worst;
    }

    /** The slope along these directions, the first of which belongs to argument {@code first}. */
    private double along(List<DMatrixRMaj> direction, int first) {
      double h = settings.step;
      return (at(direction, first, -2 * h)
              - 8 * at(direction, first, -h)
              + 8 * at(direction, first, h)
              - at(direction, first, 2 * h))
          / (12 * h);
    }

    private double at(List<DMatrixRMaj> direction, int first, double t) {
      for (int d = 0; d < direction.size(); d++) {
        DMatrixRMaj argument = x.get(first + d);
        for (int i = 0; i < argument.getNumElements(); i++) {
          argument.data[i] = point.get(first + d).data[i] + t * direction.get(d).data[i];
        }
      }
      double result = workspace.run().scalar(value);
      for (int d = 0; d < direction.size(); d++) {
        x.get(first + d).setTo(point.get(first + d));
      }
      return result;
    }

    private double agree(
        String what, String where, double analytic, double numeric, double tolerance) {
      double error = Math.abs(analytic - numeric) / Math.max(1, Math.abs(numeric));
      if (!(error <= tolerance)) {
        throw new AssertionError(
            String.format(
                Locale.ROOT,
                "%s of %s: analytic %.12g, numeric %.12g, error %.3g > tolerance %.3g",
                what,
                where,
                analytic,
                numeric,
                error,
                tolerance));
      }
      return error;
    }
  }
}
