// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.ejgrad.benchmarks.Precision;
import org.ejml.data.DMatrixRMaj;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A SameDiff graph under construction, in one number type. */
final class SameDiffModel {
  final DataType type;
  final SameDiff sd;

  SameDiffModel(Precision precision) {
    type = precision == Precision.DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
    // Numbers in expressions take the default type.
    Nd4j.setDefaultDataTypes(type, type);
    sd = SameDiff.create();
  }

  INDArray array(DMatrixRMaj matrix) {
    return Nd4j.createFromArray(matrix.data.clone())
        .reshape(matrix.numRows, matrix.numCols)
        .castTo(type);
  }

  SDVariable input(String name, long rows, long cols) {
    return sd.placeHolder(name, type, rows, cols);
  }

  SDVariable constant(String name, DMatrixRMaj value) {
    return sd.constant(name, array(value));
  }

  SDVariable variable(String name, DMatrixRMaj initial) {
    return sd.var(name, array(initial));
  }

  List<SDVariable> variables(List<DMatrixRMaj> initial) {
    List<SDVariable> variables = new ArrayList<>();
    for (DMatrixRMaj value : initial) {
      variables.add(variable("parameter" + variables.size(), value));
    }
    return variables;
  }

  /** Layers with this activation, the last one without. */
  static SDVariable logits(
      SDVariable x, List<SDVariable> parameters, UnaryOperator<SDVariable> activation) {
    SDVariable y = x;
    for (int k = 0; k < parameters.size(); k += 2) {
      SDVariable z = y.mmul(parameters.get(k)).add(parameters.get(k + 1));
      y = k + 2 < parameters.size() ? activation.apply(z) : z;
    }
    return y;
  }

  /** The mean over rows of -sum(t logSoftmax(z)). */
  SDVariable softmaxCrossEntropy(SDVariable logits, SDVariable oneHot) {
    return sd.nn().logSoftmax(logits).mul(oneHot).sum(1).mean().neg();
  }

  /** The mean of softplus(z) - z t. */
  SDVariable binaryCrossEntropy(SDVariable logits, SDVariable targets) {
    return sd.nn().softplus(logits).sub(logits.mul(targets)).mean();
  }

  static DMatrixRMaj matrix(INDArray array) {
    DMatrixRMaj matrix = new DMatrixRMaj((int) array.size(0), (int) array.size(1));
    matrix.data = array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    return matrix;
  }

  static List<String> names(List<SDVariable> variables) {
    return variables.stream().map(SDVariable::name).toList();
  }

  Map<String, INDArray> gradients(Map<String, INDArray> inputs, List<String> names) {
    return sd.calculateGradients(inputs, names);
  }
}
