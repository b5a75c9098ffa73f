// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static org.ejgrad.ops.Autograd.compile;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules that torch 1.13 does not have, each against the formula of its paper, written as loops over
 * the numbers of one 3 x 2 matrix.
 */
final class RuleFormulasTest {
  private static final int STEPS = 60;
  private static final int ROWS = MatrixLogistic.ROWS;
  private static final int COLS = MatrixLogistic.COLS;
  private static final int SIZE = ROWS * COLS;

  /** One step: changes theta, remembers in s. */
  private interface ByHand {
    void step(double[] theta, double[] g, Memo s, int t);
  }

  /** Named arrays that start at 0. */
  private static final class Memo {
    private final Map<String, double[]> arrays = new HashMap<>();

    double[] of(String name) {
      return of(name, SIZE);
    }

    double[] of(String name, int size) {
      return arrays.computeIfAbsent(name, key -> new double[size]);
    }

    /** x &lt;- beta x + (1 - beta) value. */
    double[] average(String name, double beta, double[] value) {
      double[] x = of(name);
      for (int k = 0; k < SIZE; k++) {
        x[k] = beta * x[k] + (1 - beta) * value[k];
      }
      return x;
    }
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        adaBelief(0.05, 1e-16),
        adaBelief(0.1, 1e-3),
        adan(0.05, 0),
        adan(0.02, 0.3),
        fromage(0.05),
        fromage(0.3),
        lamb(0.05, 0),
        lamb(0.03, 0.2),
        lars(1, 0.05, 0),
        lars(0.5, 0.02, 0.3),
        lion(0.03, 0.9, 0.99),
        lion(0.01, 0.6, 0.8),
        novoGrad(0.01, 0),
        novoGrad(0.02, 0.1),
        optimisticDescent(0.3, 1, 1),
        optimisticDescent(0.2, 1.5, 0.5),
        optimisticAdam(0.03, 0.9, 0.999, 1e-8),
        optimisticAdam(0.06, 0.7, 0.8, 1e-3),
        polyakSgd(1, 0.2, 1, 0),
        polyakSgd(0.5, 0, 3, 0.1),
        sm3(0.2, 0.9),
        sm3(0.3, 0),
        signSgd(0.02),
        signSgd(0.1),
        yogi(0.05, 1e-3, 1e-6),
        yogi(0.05, 1e-2, 0.5),
        adafactor(0.05, 0.8),
        // At 0.1 a change of 4e-16 in one weight becomes 1e-6 within 50 steps of the loop itself.
        adafactor(0.05, 0.5),
        muon(0.02, true),
        muon(0.05, false),
        scheduleFreeSgd(1, 0.9),
        scheduleFreeSgd(0.5, 0),
        scheduleFreeAdamW(0.05, 0),
        scheduleFreeAdamW(0.03, 0.1));
  }

  private static Arguments row(String name, UpdateRule rule, double rate, ByHand byHand) {
    return Arguments.of(Named.of(name + " at " + rate, Optimizer.of(rule, rate)), byHand);
  }

  private static Arguments adaBelief(double rate, double epsilon) {
    return row(
        "adaBelief " + epsilon,
        new AdaBelief().withEpsilon(epsilon),
        rate,
        (theta, g, memo, t) -> {
          double[] m = memo.average("m", 0.9, g);
          double[] s = memo.of("s");
          for (int k = 0; k < SIZE; k++) {
            s[k] = 0.999 * s[k] + 0.001 * (g[k] - m[k]) * (g[k] - m[k]) + epsilon;
            double root = Math.sqrt(s[k] / (1 - Math.pow(0.999, t))) + epsilon;
            theta[k] -= rate * m[k] / (1 - Math.pow(0.9, t)) / root;
          }
        });
  }

  private static Arguments adan(double rate, double decay) {
    return row(
        "adan " + decay,
        new Adan().withWeightDecay(decay),
        rate,
        (theta, g, memo, t) -> {
          double[] p = memo.of("p");
          double[] m = memo.average("m", 0.98, g);
          double[] v = memo.of("v");
          double[] n = memo.of("n");
          for (int k = 0; k < SIZE; k++) {
            double d = t == 1 ? 0 : g[k] - p[k];
            p[k] = g[k];
            v[k] = 0.92 * v[k] + (1 - 0.92) * d;
            n[k] = 0.99 * n[k] + (1 - 0.99) * (g[k] + 0.92 * d) * (g[k] + 0.92 * d);
            double direction =
                m[k] / (1 - Math.pow(0.98, t)) + 0.92 * v[k] / (1 - Math.pow(0.92, t));
            double root = Math.sqrt(n[k] / (1 - Math.pow(0.99, t))) + 1e-8;
            theta[k] = (theta[k] - rate * direction / root) / (1 + rate * decay);
          }
        });
  }

  private static Arguments fromage(double rate) {
    return row(
        "fromage",
        new Fromage(),
        rate,
        (theta, g, memo, t) -> {
          double ratio = norm(theta) / norm(g);
          map(theta, k -> (theta[k] - rate * ratio * g[k]) / Math.sqrt(1 + rate * rate));
        });
  }

  private static double[] adamDirection(double[] g, Memo memo, int t, double epsilon) {
    return adamDirection(g, memo, t, 0.9, 0.999, epsilon);
  }

  private static double[] adamDirection(
      double[] g, Memo memo, int t, double beta1, double beta2, double epsilon) {
    double[] m = memo.average("m", beta1, g);
    double[] v = memo.average("v", beta2, squares(g));
    double ofM = 1 - Math.pow(beta1, t);
    double ofV = 1 - Math.pow(beta2, t);
    double[] d = new double[SIZE];
    map(d, k -> m[k] / ofM / (Math.sqrt(v[k] / ofV) + epsilon));
    return d;
  }

  private static Arguments lamb(double rate, double decay) {
    return row(
        "lamb " + decay,
        new Lamb().withWeightDecay(decay),
        rate,
        (theta, g, memo, t) -> {
          double[] r = adamDirection(g, memo, t, 1e-6);
          map(r, k -> r[k] + decay * theta[k]);
          double ratio = norm(theta) / norm(r);
          map(theta, k -> theta[k] - rate * ratio * r[k]);
        });
  }

  private static Arguments lars(double rate, double trust, double decay) {
    return row(
        "lars " + trust + " " + decay,
        new Lars().withTrust(trust).withWeightDecay(decay),
        rate,
        (theta, g, memo, t) -> {
          double[] v = memo.of("v");
          double q = trust * norm(theta) / (norm(g) + decay * norm(theta));
          map(v, k -> 0.9 * v[k] + rate * q * (g[k] + decay * theta[k]));
          map(theta, k -> theta[k] - v[k]);
        });
  }

  private static Arguments lion(double rate, double beta1, double beta2) {
    return row(
        "lion " + beta1 + " " + beta2,
        new Lion(beta1, beta2),
        rate,
        (theta, g, memo, t) -> {
          double[] m = memo.of("m");
          map(theta, k -> theta[k] - rate * Math.signum(beta1 * m[k] + (1 - beta1) * g[k]));
          map(m, k -> beta2 * m[k] + (1 - beta2) * g[k]);
        });
  }

  private static Arguments novoGrad(double rate, double decay) {
    return row(
        "novoGrad " + decay,
        new NovoGrad().withWeightDecay(decay),
        rate,
        (theta, g, memo, t) -> {
          double[] v = memo.of("v", 1);
          double square = norm(g) * norm(g);
          v[0] = t == 1 ? square : 0.98 * v[0] + (1 - 0.98) * square;
          double[] m = memo.of("m");
          map(m, k -> 0.95 * m[k] + g[k] / (Math.sqrt(v[0]) + 1e-8) + decay * theta[k]);
          map(theta, k -> theta[k] - rate * m[k]);
        });
  }

  private static Arguments optimisticDescent(double rate, double a, double b) {
    return row(
        "optimisticDescent " + a + " " + b,
        new OptimisticDescent(a, b),
        rate,
        (theta, g, memo, t) -> {
          double[] p = memo.of("p");
          map(theta, k -> theta[k] - rate * ((a + b) * g[k] - b * (t == 1 ? g[k] : p[k])));
          map(p, k -> g[k]);
        });
  }

  private static Arguments optimisticAdam(double rate, double beta1, double beta2, double epsilon) {
    return row(
        "optimisticAdam " + beta1,
        new OptimisticAdam(beta1, beta2, epsilon),
        rate,
        (theta, g, memo, t) -> {
          double[] d = adamDirection(g, memo, t, beta1, beta2, epsilon);
          double[] p = memo.of("p");
          map(theta, k -> theta[k] - 2 * rate * d[k] + rate * p[k]);
          map(p, k -> d[k]);
        });
  }

  private static Arguments polyakSgd(double rate, double least, double largest, double epsilon) {
    return row(
        "polyakSgd " + least + " " + largest + " " + epsilon,
        new PolyakSgd(least, largest, epsilon),
        rate,
        (theta, g, memo, t) -> {
          double gap = MatrixLogistic.loss(theta) - least;
          double size = Math.min(gap / (norm(g) * norm(g) + epsilon), largest);
          map(theta, k -> theta[k] - rate * size * g[k]);
        });
  }

  private static Arguments sm3(double rate, double momentum) {
    return row(
        "sm3 " + momentum,
        new Sm3(momentum),
        rate,
        (theta, g, memo, t) -> {
          double[] r = memo.of("r", ROWS);
          double[] c = memo.of("c", COLS);
          double[] n = new double[SIZE];
          map(n, k -> Math.min(r[k / COLS], c[k % COLS]) + g[k] * g[k]);
          Arrays.fill(r, 0);
          Arrays.fill(c, 0);
          for (int k = 0; k < SIZE; k++) {
            r[k / COLS] = Math.max(r[k / COLS], n[k]);
            c[k % COLS] = Math.max(c[k % COLS], n[k]);
          }
          double[] m = memo.of("m");
          map(m, k -> momentum * m[k] + (1 - momentum) * g[k] / Math.sqrt(n[k]));
          map(theta, k -> theta[k] - rate * m[k]);
        });
  }

  private static Arguments signSgd(double rate) {
    return row(
        "signSgd",
        new SignSgd(),
        rate,
        (theta, g, memo, t) -> map(theta, k -> theta[k] - rate * Math.signum(g[k])));
  }

  private static Arguments yogi(double rate, double epsilon, double initial) {
    return row(
        "yogi " + epsilon + " " + initial,
        new Yogi().withEpsilon(epsilon).withInitial(initial),
        rate,
        (theta, g, memo, t) -> {
          double[] m = memo.average("m", 0.9, g);
          double[] v = memo.of("v");
          if (t == 1) {
            Arrays.fill(v, initial);
          }
          double[] s = squares(g);
          map(v, k -> v[k] - 0.001 * Math.signum(v[k] - s[k]) * s[k]);
          map(theta, k -> theta[k] - rate * m[k] / (Math.sqrt(v[k]) + epsilon));
        });
  }

  private static Arguments adafactor(double rate, double decay) {
    return row(
        "adafactor " + decay,
        new Adafactor().withDecay(decay),
        rate,
        (theta, g, memo, t) -> {
          double beta = 1 - Math.pow(t, -decay);
          double[] r = memo.of("r", ROWS);
          double[] c = memo.of("c", COLS);
          double[] rows = new double[ROWS];
          double[] cols = new double[COLS];
          for (int k = 0; k < SIZE; k++) {
            rows[k / COLS] += g[k] * g[k] + 1e-30;
            cols[k % COLS] += g[k] * g[k] + 1e-30;
          }
          double all = 0;
          for (int i = 0; i < ROWS; i++) {
            r[i] = beta * r[i] + (1 - beta) * rows[i];
            all += r[i];
          }
          for (int j = 0; j < COLS; j++) {
            c[j] = beta * c[j] + (1 - beta) * cols[j];
          }
          double sum = all;
          double[] u = new double[SIZE];
          map(u, k -> g[k] / Math.sqrt(r[k / COLS] * c[k % COLS] / sum));
          double clip = Math.max(1, norm(u) / Math.sqrt(SIZE));
          double size = Math.max(1e-3, norm(theta) / Math.sqrt(SIZE));
          double step = size * Math.min(rate, 1 / Math.sqrt(t)) / clip;
          map(theta, k -> theta[k] - step * u[k]);
        });
  }

  private static Arguments muon(double rate, boolean nesterov) {
    return row(
        "muon " + nesterov,
        new Muon().withNesterov(nesterov),
        rate,
        (theta, g, memo, t) -> {
          double[] v = memo.average("v", 0.95, g);
          double[] d = new double[SIZE];
          map(d, k -> nesterov ? 0.95 * v[k] + (1 - 0.95) * g[k] : v[k]);
          double norm = norm(d);
          double[] x = new double[SIZE];
          map(x, k -> d[k] / norm);
          // For a tall X the paper works on X', which is the same as X (X'X) here.
          for (int iteration = 0; iteration < 5; iteration++) {
            double[] gram = new double[COLS * COLS];
            for (int i = 0; i < COLS * COLS; i++) {
              for (int j = 0; j < ROWS; j++) {
                gram[i] += x[j * COLS + i / COLS] * x[j * COLS + i % COLS];
              }
            }
            double[] polynomial = new double[COLS * COLS];
            for (int i = 0; i < COLS * COLS; i++) {
              polynomial[i] = -4.7750 * gram[i];
              for (int j = 0; j < COLS; j++) {
                polynomial[i] += 2.0315 * gram[i / COLS * COLS + j] * gram[j * COLS + i % COLS];
              }
            }
            double[] before = x.clone();
            for (int k = 0; k < SIZE; k++) {
              x[k] = 3.4445 * before[k];
              for (int j = 0; j < COLS; j++) {
                x[k] += before[k / COLS * COLS + j] * polynomial[j * COLS + k % COLS];
              }
            }
          }
          map(theta, k -> theta[k] - rate * x[k]);
        });
  }

  private static Arguments scheduleFreeSgd(double rate, double beta) {
    return row(
        "scheduleFreeSgd " + beta,
        new ScheduleFreeSgd(beta),
        rate,
        (theta, g, memo, t) -> {
          double[] z = started(memo.of("z"), theta, t);
          double[] x = started(memo.of("x"), theta, t);
          map(z, k -> z[k] - rate * g[k]);
          map(x, k -> x[k] + (z[k] - x[k]) / t);
          map(theta, k -> (1 - beta) * z[k] + beta * x[k]);
        });
  }

  private static Arguments scheduleFreeAdamW(double rate, double decay) {
    return row(
        "scheduleFreeAdamW " + decay,
        new ScheduleFreeAdamW().withWeightDecay(decay),
        rate,
        (theta, g, memo, t) -> {
          double[] v = memo.average("v", 0.999, squares(g));
          double[] z = started(memo.of("z"), theta, t);
          double[] x = started(memo.of("x"), theta, t);
          double a = rate * Math.sqrt(1 - Math.pow(0.999, t));
          double[] sum = memo.of("sum", 1);
          sum[0] += a * a;
          double c = a * a / sum[0];
          map(z, k -> z[k] - a * (g[k] / (Math.sqrt(v[k]) + 1e-8) + decay * theta[k]));
          map(x, k -> (1 - c) * x[k] + c * z[k]);
          map(theta, k -> 0.1 * z[k] + 0.9 * x[k]);
        });
  }

  private static double[] started(double[] x, double[] theta, int t) {
    if (t == 1) {
      System.arraycopy(theta, 0, x, 0, SIZE);
    }
    return x;
  }

  private static void map(double[] x, IntToDoubleFunction value) {
    Arrays.setAll(x, value);
  }

  private static double[] squares(double[] g) {
    return Arrays.stream(g).map(x -> x * x).toArray();
  }

  private static double norm(double[] x) {
    return Math.sqrt(Arrays.stream(squares(x)).sum());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void next_onMatrixLogistic_isTheFormula(Optimizer optimizer, ByHand byHand) {
    Expr w = MatrixLogistic.weights();
    Expr loss = MatrixLogistic.loss(w);
    Workspace step = compile(loss, optimizer.updates(loss, w)).workspace();
    double[] theta = w.evaluate().data;
    Memo memo = new Memo();
    for (int t = 1; t <= STEPS; t++) {
      step.run();
      byHand.step(theta, MatrixLogistic.gradient(theta), memo, t);
      double[] actual = w.evaluate().data;
      for (int k = 0; k < SIZE; k++) {
        // Both compute in double; only the order of operations differs.
        assertEquals(
            theta[k], actual[k], 1e-9 * Math.abs(theta[k]), "element " + k + ", step " + t);
      }
    }
  }
}
