// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.ejgrad.models.Activation.RELU;
import static org.ejgrad.ops.Autograd.*;
import static org.ejgrad.optim.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ejgrad.graph.Workspace;
import org.ejgrad.models.Network;
import org.ejgrad.models.SoftmaxMlp;
import org.ejgrad.models.data.Dataset;
import org.ejgrad.models.training.History;
import org.ejgrad.models.training.Trainer;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.GradientCheck;
import org.ejgrad.ops.GradientFunction;
import org.ejgrad.ops.JacobianFunction;
import org.ejgrad.ops.random.CounterRandom;
import org.ejgrad.optim.minimize.FitStatistics;
import org.ejgrad.optim.minimize.Minimizers;
import org.ejgrad.optim.minimize.Objective;
import org.ejgrad.optim.minimize.Result;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** The README's examples, line by line; a test compares the two. */
class ReadmeTest {
  @Test
  void grad_fitsTheShoeSizes() {
    Expr x = constant(new double[][] {{0.6, 1}, {0.8, 1}, {1.1, 1}}); // shoe size, and 1
    Expr y = constant(new double[][] {{1.1}, {1.2}, {2.1}}); // height

    GradientFunction gradE = grad(theta -> x.mult(theta).minus(y).square().elementSum());

    DMatrixRMaj theta = new DMatrixRMaj(new double[][] {{1}, {0}}); // slope, intercept
    for (int step = 0; step < 1000; step++) {
      CommonOps_DDRM.addEquals(theta, -0.1, gradE.at(theta));
    }

    // Least squares by hand: covariance 0.79 / 9 over variance 0.38 / 9 of the three points.
    assertEquals(79.0 / 38, theta.get(0), 1e-5);
  }

  @Test
  void hessianVectorProduct_isPrinted() {
    DMatrixRMaj initial = GradientCheck.normal(3, 1);
    Expr input = constant(GradientCheck.normal(4, 3));
    Expr target = constant(GradientCheck.normal(4, 1));
    Expr v = constant(GradientCheck.normal(3, 1));

    Expr w = parameter("w", initial);
    Expr loss = input.mult(w).minus(target).square().mean();
    Expr g = gradients(loss, w).get(0);
    Expr curvature = gradients(g.dot(v), w).get(0); // a Hessian-vector product
    System.out.println(curvature.text());

    // The Hessian is 2/m X'X.
    DMatrixRMaj hv = input.transpose().mult(input.mult(v)).scale(0.5).evaluate();
    DMatrixRMaj got = curvature.evaluate();
    for (int i = 0; i < 3; i++) {
      assertEquals(hv.get(i), got.get(i), 1e-14);
    }
  }

  @Test
  void otherDerivatives_areThoseOfTheTextbook() {
    DMatrixRMaj square = new DMatrixRMaj(new double[][] {{2, 1, 0}, {0, 3, 1}, {1, 0, 4}});
    Expr data = constant(GradientCheck.normal(5, 3));
    Expr weights = parameter("weights", GradientCheck.normal(3, 1));
    Expr hidden = parameter("hidden", GradientCheck.normal(3, 2));
    Expr losses = data.mult(weights).square();

    JacobianFunction jacobian = jacobian(a -> a.invert()); // 9 x 9 for a 3x3
    DMatrixRMaj hessian = hessian(a -> a.logDeterminant()).at(square); // elements x elements
    Expr norms = perExampleGradients(losses, weights).get(0).normRows(); // a gradient per row
    Expr h = checkpoint(layer -> layer.mult(hidden).tanh(), data);

    // d a^-1 = -a^-1 da a^-1, and the gradient of log det is a^-T: the two are transposed.
    DMatrixRMaj ofInverse = jacobian.at(square);
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 9; j++) {
        int transposed = i % 3 * 3 + i / 3;
        assertEquals(ofInverse.get(transposed, j), hessian.get(i, j), 1e-13);
      }
    }
    DMatrixRMaj x = data.evaluate();
    DMatrixRMaj length = norms.evaluate();
    for (int i = 0; i < 5; i++) {
      double residual = data.mult(weights).evaluate().get(i);
      double row = Math.hypot(Math.hypot(x.get(i, 0), x.get(i, 1)), x.get(i, 2));
      assertEquals(2 * Math.abs(residual) * row, length.get(i), 1e-13);
    }
    assertEquals(2, gradients(h.elementSum(), hidden).get(0).cols());
  }

  static Expr logCosh(Expr residual) { // smooth, and calm about outliers
    return residual.plus(residual.scale(-2).softplus()).plus(-Math.log(2)).mean();
  }

  @Test
  void customLoss_isFitted() {
    Expr x = constant(GradientCheck.normal(40, 2));
    Expr y = x.mult(constant(new double[][] {{3}, {-2}})).stopGradient();
    Expr w = parameter("w", new DMatrixRMaj(2, 1));

    Expr loss = logCosh(x.mult(w).minus(y));
    Workspace step = compile(loss, adam(0.01).updates(loss, w)).workspace();
    for (int i = 0; i < 500; i++) {
      step.run(); // forward, backward, update
    }
    DMatrixRMaj fitted = w.evaluate();

    assertEquals(3, fitted.get(0), 0.05);
    assertEquals(-2, fitted.get(1), 0.05);
  }

  // spotless:off
  @Test void logCosh_gradient() { GradientCheck.of(r -> logCosh(r)).at(GradientCheck.normal(4, 3)).order(2).verify(); }
  // spotless:on

  @Test
  void minimum_isFoundWithItsStandardError() {
    DMatrixRMaj times = new DMatrixRMaj(8, 1, true, 0.2, 0.5, 1, 1.5, 2, 3, 4, 6);
    DMatrixRMaj seen = new DMatrixRMaj(8, 1);
    for (int i = 0; i < 8; i++) {
      seen.data[i] = 1 - Math.exp(-0.7 * times.data[i]) + 0.01 * Math.cos(5 * i);
    }
    Expr x = constant(times);
    Expr y = constant(seen);
    DMatrixRMaj start = new DMatrixRMaj(1, 1, true, 0.1);
    // spotless:off
    Objective growth = Objective.ofResiduals(b -> y.plus(x.elementMult(b).negative().expm1()));    // y = 1 - exp(-b x)
    Result result = Minimizers.levenbergMarquardt().minimize(growth, start);                       // why it stopped, counts, history
    FitStatistics fit = FitStatistics.of(growth, result.point());                                  // standard errors, intervals
    // spotless:on
    double error = fit.standardErrors().get(0);
    assertTrue(error > 1e-3 && error < 3e-2, "standard error " + error);
    assertEquals(0.7, result.point().get(0), 4 * error);
  }

  @Test
  void model_takesThreeCalls() {
    CounterRandom random = CounterRandom.of(1);
    DMatrixRMaj images = random.uniform(20, 784, 0, 1);
    DMatrixRMaj labels = new DMatrixRMaj(20, 1);
    for (int i = 0; i < 20; i++) {
      labels.set(i, 0, i % 10);
    }
    String[] names = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    Dataset train = Dataset.classification(images, labels, names);
    Dataset test = train;

    // spotless:off
    Network model = SoftmaxMlp.layers(784, 128, 64, 10).activation(RELU).seed(7).build();
    History history = Trainer.of(model).optimizer(adam(1e-3)).batchSize(128).epochs(10).validation(test).fit(train);
    DMatrixRMaj probabilities = model.predict(images);
    // spotless:on

    assertEquals(10, history.epochs().size());
    assertEquals(20, probabilities.numRows);
  }

  /** Every line of Java in the README stands in this file, but for white space and comments. */
  @Test
  void readme_holdsOnlyLinesThatRunHere() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String here = Files.readString(Path.of("src/test/java/org/ejgrad/tutorials/ReadmeTest.java"));
    List<String> lines = new ArrayList<>();
    Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme);
    while (block.find()) {
      block.group(1).lines().map(ReadmeTest::bare).filter(l -> !l.isEmpty()).forEach(lines::add);
    }
    assertTrue(lines.size() > 20, "found only " + lines.size());
    List<String> mine = here.lines().map(ReadmeTest::bare).toList();
    for (String line : lines) {
      assertTrue(mine.contains(line), "the README has a line that is not run here: " + line);
    }
  }

  private static String bare(String line) {
    return line.replaceAll("//.*", "").replaceAll("\\s+", " ").strip();
  }
}
