// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.metrics;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.ejml.data.DMatrixRMaj;

/**
 * How often each true class was predicted as each class, and what follows from it. Immutable.
 *
 * <p>With tp, fp and fn the true positives, false positives and false negatives of a class:
 * precision = tp / (tp + fp), recall = tp / (tp + fn), F1 = 2 tp / (2 tp + fp + fn). Where a
 * denominator is 0 (a class never predicted, or never true) the figure is 0, as in scikit-learn.
 * The macro averages are plain means over all K classes.
 */
public final class ConfusionMatrix {
  private final ImmutableList<String> classNames;
  private final int[][] counts;
  private final int total;

  private ConfusionMatrix(ImmutableList<String> classNames, int[][] counts, int total) {
    this.classNames = classNames;
    this.counts = counts;
    this.total = total;
  }

  /**
   * Counts the pairs of predicted and true classes.
   *
   * @param predicted n x 1 class indices, n at least 1. Not modified.
   * @param actual n x 1 class indices. Not modified.
   * @param classNames K names; every index must be below K
   * @throws IllegalArgumentException where the shapes differ or an entry is no class
   */
  public static ConfusionMatrix of(
      DMatrixRMaj predicted, DMatrixRMaj actual, List<String> classNames) {
    String what = "confusion matrix";
    checkArgument(!classNames.isEmpty(), "%s: class names are required, got none", what);
    Checks.columnOfClasses(what, predicted);
    Checks.columnOfClasses(what, actual);
    Checks.sameShape(what, predicted, actual);
    int k = classNames.size();
    int[][] counts = new int[k][k];
    for (int i = 0; i < actual.numRows; i++) {
      counts[Checks.classIn(what, actual, i, k)][Checks.classIn(what, predicted, i, k)]++;
    }
    return new ConfusionMatrix(ImmutableList.copyOf(classNames), counts, actual.numRows);
  }

  /** The number of classes, K. */
  public int classCount() {
    return classNames.size();
  }

  /** The names of the classes, in the order of their indices. */
  public List<String> classNames() {
    return classNames;
  }

  /** How many rows of class {@code actual} were predicted as class {@code predicted}. */
  public int count(int actual, int predicted) {
    checkArgument(
        actual >= 0 && actual < classCount() && predicted >= 0 && predicted < classCount(),
        "count: a class must be from 0 to %s, got actual=%s, predicted=%s",
        classCount() - 1,
        actual,
        predicted);
    return counts[actual][predicted];
  }

  /** A copy of the counts: {@code counts()[actual][predicted]}. */
  public int[][] counts() {
    int[][] copy = new int[classCount()][];
    for (int k = 0; k < copy.length; k++) {
      copy[k] = counts[k].clone();
    }
    return copy;
  }

  /** A new K x K matrix of the counts, a row for each true class. */
  public DMatrixRMaj toMatrix() {
    DMatrixRMaj matrix = new DMatrixRMaj(classCount(), classCount());
    for (int i = 0; i < classCount(); i++) {
      for (int j = 0; j < classCount(); j++) {
        matrix.set(i, j, counts[i][j]);
      }
    }
    return matrix;
  }

  /** The share of rows on the diagonal. */
  public double accuracy() {
    long right = 0;
    for (int k = 0; k < classCount(); k++) {
      right += counts[k][k];
    }
    return (double) right / total;
  }

  /** Of the rows predicted as class k, the share that is. */
  public double precision(int k) {
    return ratio(count(k, k), predictedAs(k));
  }

  /** Of the rows of class k, the share found. */
  public double recall(int k) {
    return ratio(count(k, k), rowsOf(k));
  }

  /** The harmonic mean of precision and recall of class k. */
  public double f1(int k) {
    return ratio(2L * count(k, k), predictedAs(k) + rowsOf(k));
  }

  /** The mean of the classes' precision. */
  public double macroPrecision() {
    return macro(this::precision);
  }

  /** The mean of the classes' recall. */
  public double macroRecall() {
    return macro(this::recall);
  }

  /** The mean of the classes' F1. */
  public double macroF1() {
    return macro(this::f1);
  }

  /** A table for the terminal: counts with a row per true class, then the figures per class. */
  public String toText() {
    // As narrow as what it holds: ten digits fit a terminal's line.
    int width = 1;
    for (String name : classNames) {
      width = Math.max(width, name.length());
    }
    int nameWidth = Math.max("macro".length(), width);
    for (int[] row : counts) {
      for (int count : row) {
        width = Math.max(width, Integer.toString(count).length());
      }
    }
    StringBuilder text = new StringBuilder("rows: true class, columns: predicted class\n");
    text.append(Strings.repeat(" ", nameWidth));
    for (String name : classNames) {
      text.append("  ").append(Strings.padStart(name, width, ' '));
    }
    for (String figure : List.of("precision", "recall", "F1")) {
      text.append("  ").append(Strings.padStart(figure, 9, ' '));
    }
    text.append('\n');
    for (int k = 0; k < classCount(); k++) {
      text.append(Strings.padEnd(classNames.get(k), nameWidth, ' '));
      for (int count : counts[k]) {
        text.append("  ").append(Strings.padStart(Integer.toString(count), width, ' '));
      }
      appendFigures(text, precision(k), recall(k), f1(k));
    }
    text.append(Strings.padEnd("macro", nameWidth, ' '))
        .append(Strings.repeat(" ", (width + 2) * classCount()));
    appendFigures(text, macroPrecision(), macroRecall(), macroF1());
    return text.append(String.format(Locale.ROOT, "accuracy %.4f of %d rows\n", accuracy(), total))
        .toString();
  }

  private static void appendFigures(StringBuilder text, double... figures) {
    for (double figure : figures) {
      text.append("  ").append(String.format(Locale.ROOT, "%9.4f", figure));
    }
    text.append('\n');
  }

  private long rowsOf(int k) {
    long sum = 0;
    for (int count : counts[k]) {
      sum += count;
    }
    return sum;
  }

  private long predictedAs(int k) {
    long sum = 0;
    for (int[] row : counts) {
      sum += row[k];
    }
    return sum;
  }

  private double macro(IntToDoubleFunction figure) {
    CompensatedSum sum = new CompensatedSum();
    for (int k = 0; k < classCount(); k++) {
      sum.add(figure.applyAsDouble(k));
    }
    return sum.value() / classCount();
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
