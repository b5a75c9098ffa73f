// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.peers;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.ejgrad.benchmarks.Run;
import org.ejml.data.DMatrixRMaj;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gradients by SameDiff, and what is done with them. */
final class SameDiffRun implements Run {
  /** A step's use of the gradients. */
  interface Update {
    void apply(List<SDVariable> parameters, List<INDArray> gradients);
  }

  private final SameDiffModel model;
  private final List<SDVariable> parameters;
  private final List<String> names;
  private final Supplier<Map<String, INDArray>> inputs;
  private final Update update;
  private final boolean trains;
  private List<INDArray> latest = List.of();

  private SameDiffRun(
      SameDiffModel model,
      SDVariable loss,
      List<SDVariable> parameters,
      Supplier<Map<String, INDArray>> inputs,
      Update update,
      boolean trains) {
    this.model = model;
    this.parameters = parameters;
    this.inputs = inputs;
    this.update = update;
    this.trains = trains;
    names = SameDiffModel.names(parameters);
    loss.markAsLoss();
  }

  static SameDiffRun training(
      SameDiffModel model,
      SDVariable loss,
      List<SDVariable> parameters,
      Supplier<Map<String, INDArray>> inputs,
      Update update) {
    return new SameDiffRun(model, loss, parameters, inputs, update, true);
  }

  /** The results are the gradient. */
  static SameDiffRun gradient(SameDiffModel model, SDVariable loss, SDVariable x) {
    return new SameDiffRun(model, loss, List.of(x), Map::of, (p, g) -> {}, false);
  }

  @Override
  public void step() {
    Map<String, INDArray> gradients = model.gradients(inputs.get(), names);
    latest = names.stream().map(name -> requireNonNull(gradients.get(name))).toList();
    update.apply(parameters, latest);
  }

  @Override
  public List<DMatrixRMaj> results() {
    List<INDArray> results = trains ? parameters.stream().map(SDVariable::getArr).toList() : latest;
    return results.stream().map(SameDiffModel::matrix).toList();
  }
}
