// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.ejgrad.optim.Optimizers.adam;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.ejgrad.models.Activation;
import org.ejgrad.models.Network;
import org.ejgrad.models.SoftmaxMlp;
import org.ejgrad.models.data.Dataset;
import org.ejgrad.models.data.Idx;
import org.ejgrad.models.data.Split;
import org.ejgrad.models.metrics.ClassificationMetrics;
import org.ejgrad.models.metrics.ConfusionMatrix;
import org.ejgrad.models.training.History;
import org.ejgrad.models.training.Trainer;
import org.ejgrad.tutorials.report.HtmlReport;

/**
 * The idea: images are rows of pixels; a network with a softmax tells two digits apart, and then,
 * with nothing changed but its last width, ten.
 *
 * <p>Reads the two IDX files that are given, images and labels of ten classes, plain or gzip, such
 * as those of MNIST. Cuts them into training, validation and test data, 72 : 8 : 20. For the
 * classes 0 and 1, then for all ten: trains with a progress line, prints loss and accuracy of each
 * epoch, takes the number of epochs with the smallest loss on validation data, trains anew for as
 * many on training and validation data together, and prints for the test data the accuracy and
 * which class was taken for which. Writes {@code digits.html} with curves and confusion matrices.
 */
public final class DigitsTutorial {
  private static final int CLASSES = 10;

  private DigitsTutorial() {}

  public static void main(String[] args) throws IOException {
    TutorialMain.run(
        "digits",
        List.of("IMAGES", "LABELS"),
        args,
        given -> {
          List<Path> files = given.files();
          run(files.get(0), files.get(1), 10, given.folder(), System.out);
        });
  }

  /** Both tasks on these files; a page in the folder. Returns the accuracy on all ten classes. */
  static double run(Path images, Path labels, int epochs, Path folder, PrintStream out)
      throws IOException {
    Dataset digits = Idx.dataset(images, labels, CLASSES);
    out.printf(Locale.ROOT, "%,d images of %,d pixels%n", digits.size(), digits.featureCount());
    HtmlReport page =
        HtmlReport.of("Digits")
            .subtitle(
                String.format(
                    Locale.ROOT,
                    "%,d images of %,d pixels; one hidden layer, relu, softmax; Adam, %d epochs.",
                    digits.size(),
                    digits.featureCount(),
                    epochs));
    classify("0 or 1", digits.onlyClasses(0, 1), 16, epochs, page, out);
    double accuracy = classify("all ten", digits, 128, epochs, page, out);
    Path file = folder.resolve("digits.html");
    page.writeTo(file);
    out.println("open in a browser: " + file);
    return accuracy;
  }

  private static double classify(
      String task, Dataset data, int hidden, int epochs, HtmlReport page, PrintStream out) {
    Split split = Split.of(data, 0.72, 0.08, 0.2, 3);
    Network network = network(data, hidden);
    out.printf(Locale.ROOT, "%n%s: network %s on %s%n", task, network.layers(), split);
    History history =
        trainer(network, epochs).validation(split.validation()).progress(out).fit(split.train());
    out.print(history.table());

    int best = history.bestByLoss().number();
    Network refitted = network(data, hidden);
    trainer(refitted, best).fit(split.trainAndValidation());
    out.printf(
        Locale.ROOT,
        "the loss on validation data is smallest after epoch %d: trained anew for as many on both%n",
        best);

    Dataset test = split.test();
    ConfusionMatrix confusion =
        ConfusionMatrix.of(
            ClassificationMetrics.predictedClasses(refitted.predict(test.features())),
            test.targets(),
            test.classNames());
    out.printf(Locale.ROOT, "%s, test data:%n%s", task, confusion.toText());

    LearningCurves curves = new LearningCurves().add(task, history);
    page.add(curves.loss(task + ": loss", "Softmax cross-entropy after each epoch."))
        .add(curves.metric(task + ": accuracy", "Share of images classified rightly."))
        .add(ConfusionPanels.heatMap(task + ": test data", confusion))
        .add(ConfusionPanels.figures(task + ": each class", confusion));
    return confusion.accuracy();
  }

  private static Network network(Dataset data, int hidden) {
    return SoftmaxMlp.layers(data.featureCount(), hidden, data.classCount())
        .activation(Activation.RELU)
        .seed(7)
        .build();
  }

  private static Trainer trainer(Network network, int epochs) {
    return Trainer.of(network).optimizer(adam(0.002)).batchSize(64).epochs(epochs);
  }
}
