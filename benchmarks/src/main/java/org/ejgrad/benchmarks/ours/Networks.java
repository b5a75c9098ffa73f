// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.ours;

import static org.ejgrad.ops.Autograd.compile;
import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.Autograd.parameter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ejgrad.benchmarks.CellProblem;
import org.ejgrad.benchmarks.ClassifierProblem;
import org.ejgrad.benchmarks.CurvatureProblem;
import org.ejgrad.benchmarks.Run;
import org.ejgrad.benchmarks.SampleProblem;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.Losses;
import org.ejgrad.optim.Optimizers;
import org.ejml.data.DMatrixRMaj;

/** The networks: layers, a loss, an optimizer. */
final class Networks {
  private Networks() {}

  /** The whole data are constants: they never change. */
  static Run cell(CellProblem problem, Precision precision) {
    List<Expr> parameters = parameters(problem.parameters());
    Expr logits = logits(constant(problem.points()), parameters, Expr::sigmoid);
    Expr loss = Losses.binaryCrossEntropy(logits, constant(problem.targets()));
    Workspace step =
        compile(
                loss,
                Optimizers.gradientDescent(CellProblem.RATE).updates(loss, parameters),
                precision)
            .workspace();
    return ProgramRun.training(step, parameters);
  }

  static Run classifier(ClassifierProblem problem, Precision precision) {
    List<Expr> parameters = parameters(problem.parameters());
    Expr images = input("images", problem.batch(), problem.layers().get(0));
    Expr oneHot = input("oneHot", problem.batch(), problem.oneHot().numCols);
    Expr loss = Losses.softmaxCrossEntropy(logits(images, parameters, Expr::relu), oneHot);
    Workspace step =
        compile(loss, Optimizers.adam(ClassifierProblem.RATE).updates(loss, parameters), precision)
            .workspace();
    Typed.set(step, images, problem.images(), precision);
    Typed.set(step, oneHot, problem.oneHot(), precision);
    return ProgramRun.training(step, parameters);
  }

  /** The gradient of the gradient's product with the direction. */
  static Run curvature(CurvatureProblem problem) {
    ClassifierProblem classifier = problem.classifier();
    List<Expr> parameters = parameters(classifier.parameters());
    List<Expr> direction = inputs("direction", problem.direction());
    Expr images = input("images", classifier.batch(), classifier.layers().get(0));
    Expr oneHot = input("oneHot", classifier.batch(), classifier.oneHot().numCols);
    Expr loss = Losses.softmaxCrossEntropy(logits(images, parameters, Expr::relu), oneHot);
    List<Expr> gradients = gradients(loss, parameters);
    Expr slope =
        IntStream.range(0, gradients.size())
            .mapToObj(k -> gradients.get(k).dot(direction.get(k)))
            .reduce(Expr::plus)
            .orElseThrow();
    List<Expr> products = gradients(slope, parameters);
    Workspace workspace =
        compile(products.toArray(new Expr[0]))
            .workspace()
            .set(images, classifier.images())
            .set(oneHot, classifier.oneHot());
    for (int k = 0; k < direction.size(); k++) {
      workspace.set(direction.get(k), problem.direction().get(k));
    }
    return ProgramRun.function(workspace, products);
  }

  static Run sample(SampleProblem problem) {
    return new SampleRun(problem);
  }

  /** One sample after the other is set and run. */
  private static final class SampleRun implements Run {
    private final List<DMatrixRMaj> images;
    private final List<DMatrixRMaj> oneHots;
    private final List<Expr> parameters;
    private final Expr image;
    private final Expr oneHot;
    private final Workspace step;
    private int next;

    SampleRun(SampleProblem problem) {
      images = IntStream.range(0, problem.samples()).mapToObj(problem::image).toList();
      oneHots = IntStream.range(0, problem.samples()).mapToObj(problem::oneHot).toList();
      parameters = parameters(problem.parameters());
      image = input("image", 1, images.get(0).numCols);
      oneHot = input("oneHot", 1, oneHots.get(0).numCols);
      Expr loss = Losses.softmaxCrossEntropy(logits(image, parameters, Expr::sigmoid), oneHot);
      step =
          compile(loss, Optimizers.gradientDescent(SampleProblem.RATE).updates(loss, parameters))
              .workspace();
    }

    @Override
    public void step() {
      step.set(image, images.get(next)).set(oneHot, oneHots.get(next)).run();
      next = next + 1 == images.size() ? 0 : next + 1;
    }

    @Override
    public List<DMatrixRMaj> results() {
      return ProgramRun.values(parameters);
    }
  }

  /** Layers with this activation, the last one without. */
  private static Expr logits(Expr x, List<Expr> parameters, UnaryOperator<Expr> activation) {
    Expr y = x;
    for (int k = 0; k < parameters.size(); k += 2) {
      Expr z = y.mult(parameters.get(k)).plus(parameters.get(k + 1));
      y = k + 2 < parameters.size() ? activation.apply(z) : z;
    }
    return y;
  }

  private static List<Expr> parameters(List<DMatrixRMaj> initial) {
    List<Expr> parameters = new ArrayList<>();
    for (int k = 0; k < initial.size(); k++) {
      parameters.add(parameter((k % 2 == 0 ? "w" : "b") + (k / 2 + 1), initial.get(k)));
    }
    return parameters;
  }

  private static List<Expr> inputs(String name, List<DMatrixRMaj> values) {
    List<Expr> inputs = new ArrayList<>();
    for (DMatrixRMaj value : values) {
      inputs.add(input(name + (inputs.size() + 1), value.numRows, value.numCols));
    }
    return inputs;
  }
}
