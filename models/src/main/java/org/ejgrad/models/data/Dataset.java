// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * Samples and what is to be predicted from them: features n x d, targets n x k, one row per sample.
 *
 * <p>In a regression the targets are numbers and there are no class names. In a classification the
 * targets are n x 1, each the index of a class, 0 to K - 1, and there are K class names.
 *
 * <p>A value by convention: the matrices are not copied, and whoever holds them must not change
 * them. Every method that returns a data set returns one with matrices of its own, unless it says
 * otherwise. Equality of two data sets is that of their matrices, which is identity.
 *
 * @param features n x d, d at least 1
 * @param targets n x k, k at least 1
 * @param featureNames d names
 * @param classNames K distinct names, or none for a regression
 */
public record Dataset(
    DMatrixRMaj features, DMatrixRMaj targets, List<String> featureNames, List<String> classNames) {

  /**
   * @throws IllegalArgumentException where rows or names differ in number, class names repeat, or a
   *     target of a classification is no class index
   */
  public Dataset {
    featureNames = ImmutableList.copyOf(featureNames);
    classNames = ImmutableList.copyOf(classNames);
    checkArgument(
        features.numRows == targets.numRows,
        "data set: features and targets must have as many rows, got features=%s, targets=%s",
        size(features),
        size(targets));
    checkArgument(
        features.numCols >= 1 && targets.numCols >= 1,
        "data set: features and targets need a column, got features=%s, targets=%s",
        size(features),
        size(targets));
    checkArgument(
        featureNames.size() == features.numCols,
        "data set: each feature needs a name, got features=%s, %s names",
        size(features),
        featureNames.size());
    if (!classNames.isEmpty()) {
      checkClasses(targets, classNames);
    }
  }

  /** A regression whose features are named {@code x1}, {@code x2}, ... */
  public static Dataset regression(DMatrixRMaj features, DMatrixRMaj targets) {
    return new Dataset(features, targets, numberedNames(features.numCols), List.of());
  }

  /**
   * A classification whose features are named {@code x1}, {@code x2}, ...
   *
   * @param classes n x 1, class indices
   */
  public static Dataset classification(
      DMatrixRMaj features, DMatrixRMaj classes, String... classNames) {
    checkArgument(classNames.length > 0, "classification: class names are required, got none");
    return new Dataset(features, classes, numberedNames(features.numCols), List.of(classNames));
  }

  /** The number of samples, n. */
  public int size() {
    return features.numRows;
  }

  /** The number of features, d. */
  public int featureCount() {
    return features.numCols;
  }

  /** The number of classes, K; 0 for a regression. */
  public int classCount() {
    return classNames.size();
  }

  /** Whether the targets are class indices. */
  public boolean isClassification() {
    return !classNames.isEmpty();
  }

  /**
   * The class index of a row of a classification.
   *
   * @throws IllegalStateException for a regression
   */
  public int classOf(int row) {
    checkClassification("classOf");
    checkArgument(row >= 0 && row < size(), "classOf: row must be below %s, got %s", size(), row);
    return (int) targets.get(row, 0);
  }

  /** The rows of the given indices, in that order; an index may repeat. */
  public Dataset rows(int... indices) {
    for (int index : indices) {
      checkArgument(
          index >= 0 && index < size(),
          "rows: an index must be at least 0 and below %s, got %s",
          size(),
          index);
    }
    return new Dataset(
        MatrixRows.gather(features, indices),
        MatrixRows.gather(targets, indices),
        featureNames,
        classNames);
  }

  /** The first n rows. */
  public Dataset first(int n) {
    checkArgument(n >= 0 && n <= size(), "first: n must be at most %s, got %s", size(), n);
    return rows(IntStream.range(0, n).toArray());
  }

  /**
   * The receiver's rows, then the other's: to refit on training and validation data together.
   *
   * @throws IllegalArgumentException where the names of features or classes differ, or the number
   *     of target columns
   */
  public Dataset concat(Dataset other) {
    checkArgument(
        featureNames.equals(other.featureNames),
        "concat: both sides must have the same features, got %s and %s",
        featureNames,
        other.featureNames);
    checkArgument(
        classNames.equals(other.classNames),
        "concat: both sides must have the same classes, got %s and %s",
        classNames,
        other.classNames);
    checkArgument(
        targets.numCols == other.targets.numCols,
        "concat: both sides must have as many target columns, got %s and %s",
        targets.numCols,
        other.targets.numCols);
    return new Dataset(
        MatrixRows.concat(features, other.features),
        MatrixRows.concat(targets, other.targets),
        featureNames,
        classNames);
  }

  /**
   * A new n x K matrix with a 1 in the column of each row's class and 0 elsewhere.
   *
   * @throws IllegalStateException for a regression
   */
  public DMatrixRMaj oneHotTargets() {
    checkClassification("oneHotTargets");
    DMatrixRMaj oneHot = new DMatrixRMaj(size(), classCount());
    for (int row = 0; row < size(); row++) {
      oneHot.set(row, classOf(row), 1.0);
    }
    return oneHot;
  }

  /**
   * The rows of the given classes only, which are numbered anew in the order given: {@code
   * onlyClasses(3, 8)} is a two-class task in which 3 is class 0 and 8 is class 1.
   *
   * @throws IllegalStateException for a regression
   */
  public Dataset onlyClasses(int... classes) {
    checkClassification("onlyClasses");
    checkArgument(classes.length > 0, "onlyClasses: a class is required, got none");
    int[] newIndex = new int[classCount()];
    ImmutableList.Builder<String> names = ImmutableList.builder();
    for (int k = 0; k < classes.length; k++) {
      int old = classes[k];
      checkArgument(
          old >= 0 && old < classCount(),
          "onlyClasses: a class must be at least 0 and below %s, got %s",
          classCount(),
          old);
      checkArgument(newIndex[old] == 0, "onlyClasses: class %s is given twice. Give it once", old);
      newIndex[old] = k + 1;
      names.add(classNames.get(old));
    }
    int[] kept = IntStream.range(0, size()).filter(row -> newIndex[classOf(row)] > 0).toArray();
    DMatrixRMaj renumbered = new DMatrixRMaj(kept.length, 1);
    for (int i = 0; i < kept.length; i++) {
      renumbered.set(i, 0, newIndex[classOf(kept[i])] - 1.0);
    }
    return new Dataset(MatrixRows.gather(features, kept), renumbered, featureNames, names.build());
  }

  /** The same samples with other features; neither the new nor the other matrix is copied. */
  public Dataset withFeatures(DMatrixRMaj newFeatures, List<String> newFeatureNames) {
    return new Dataset(newFeatures, targets, newFeatureNames, classNames);
  }

  /** The same samples with other targets; neither the new nor the other matrix is copied. */
  public Dataset withTargets(DMatrixRMaj newTargets) {
    return new Dataset(features, newTargets, featureNames, classNames);
  }

  /** A line for people: sizes and classes, without the numbers. */
  @Override
  public String toString() {
    String classes = isClassification() ? ", classes " + classNames : "";
    return "Dataset[features %s, targets %s%s]".formatted(size(features), size(targets), classes);
  }

  static List<String> numberedNames(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> "x" + number)
        .collect(ImmutableList.toImmutableList());
  }

  private void checkClassification(String method) {
    checkState(
        isClassification(),
        "%s: the targets must be classes, got a regression. Name its classes first",
        method);
  }

  private static void checkClasses(DMatrixRMaj targets, List<String> classNames) {
    checkArgument(
        targets.numCols == 1,
        "data set: class indices must be n x 1, got targets=%s. Pass indices, not one-hot rows",
        size(targets));
    checkArgument(
        classNames.stream().distinct().count() == classNames.size(),
        "data set: class names must differ, got %s",
        classNames);
    for (int row = 0; row < targets.numRows; row++) {
      double index = targets.get(row, 0);
      checkArgument(
          index >= 0 && index < classNames.size() && index == Math.rint(index),
          "data set: a class must be an integer from 0 to %s, got %s in row %s",
          classNames.size() - 1,
          index,
          row);
    }
  }

  private static String size(DMatrixRMaj matrix) {
    return matrix.numRows + "x" + matrix.numCols;
  }
}
