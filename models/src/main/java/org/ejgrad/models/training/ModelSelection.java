// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.training;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.ejgrad.models.data.Dataset;
import org.ejgrad.models.data.Split;
import org.ejml.data.DMatrixRMaj;

/**
 * Chooses among candidates on validation data, refits the best on training and validation data
 * together, and judges it once on test data, which took no part in anything before.
 */
public final class ModelSelection {
  private ModelSelection() {}

  /**
   * A way to get from training data to predictions. It does all that is fitted to data itself,
   * standardising included, because it is called again with more rows.
   *
   * @param name for the report
   * @param fit from training data to a function from features to predictions
   */
  public record Candidate(String name, Function<Dataset, Function<DMatrixRMaj, DMatrixRMaj>> fit) {}

  /**
   * The outcome.
   *
   * @param chosen the candidate with the best score on validation data, the first of equals
   * @param validationScores a score for each candidate, in order
   * @param predictor the chosen candidate, refitted on training and validation data
   * @param testScore its score on test data
   */
  public record Choice(
      Candidate chosen,
      List<Double> validationScores,
      Function<DMatrixRMaj, DMatrixRMaj> predictor,
      double testScore) {
    /** One line for each candidate and one for the test. */
    public String table(List<Candidate> candidates, Metric metric) {
      StringBuilder text = new StringBuilder();
      for (int k = 0; k < candidates.size(); k++) {
        text.append(
            String.format(
                Locale.ROOT,
                "%s %-24s %s on validation %.4f%n",
                candidates.get(k).equals(chosen) ? "*" : " ",
                candidates.get(k).name(),
                metric.name(),
                validationScores.get(k)));
      }
      return text.append(
              String.format(
                  Locale.ROOT,
                  "refitted %s: %s on test %.4f%n",
                  chosen.name,
                  metric.name(),
                  testScore))
          .toString();
    }
  }

  /**
   * Fits each candidate on the training part, and so on as described above.
   *
   * @throws IllegalArgumentException if there is no candidate, or validation or test data are
   *     missing
   */
  public static Choice choose(List<Candidate> candidates, Split split, Metric metric) {
    checkArgument(!candidates.isEmpty(), "choose: at least one candidate is needed");
    checkArgument(split.validation().size() > 0, "choose: the validation part is empty");
    checkArgument(split.test().size() > 0, "choose: the test part is empty");
    List<Double> scores = new ArrayList<>();
    int best = 0;
    for (int k = 0; k < candidates.size(); k++) {
      scores.add(score(candidates.get(k).fit().apply(split.train()), split.validation(), metric));
      best = metric.isBetter(scores.get(k), scores.get(best)) ? k : best;
    }
    Candidate chosen = candidates.get(best);
    Function<DMatrixRMaj, DMatrixRMaj> refitted = chosen.fit().apply(split.trainAndValidation());
    return new Choice(chosen, List.copyOf(scores), refitted, score(refitted, split.test(), metric));
  }

  private static double score(
      Function<DMatrixRMaj, DMatrixRMaj> predictor, Dataset data, Metric metric) {
    return metric.of(predictor.apply(data.features()), data.targets());
  }
}
