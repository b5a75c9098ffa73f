// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.ejgrad.graph.Names;
import org.ejml.data.DMatrixRMaj;

/**
 * Reads images and labels in IDX files of unsigned bytes, plain or gzip: the format of MNIST and
 * its kin.
 *
 * <p>Each image becomes a row of pixels in row-major order, scaled from 0..255 to 0..1 by dividing
 * by 255; nothing is centred.
 *
 * <p>Every method throws {@link DataFormatException}, with the byte's offset, for a file that is no
 * IDX file, is not exactly as long as its header says, is packed badly, or holds a label that is no
 * class; and {@link java.io.UncheckedIOException} for one that cannot be read. Sizes are verified
 * before a matrix is allocated: a gzip file is unpacked twice for that.
 */
public final class Idx {
  private static final double BRIGHTEST = 255.0;
  private static final int LABEL_RANK = 1;

  private Idx() {}

  /**
   * Images with their labels, as a classification.
   *
   * @param classCount K, 1 to 256; the classes are named "0" to K - 1
   */
  public static Dataset dataset(Path images, Path labels, int classCount) {
    checkClassCount(classCount);
    return dataset(
        images,
        labels,
        IntStream.range(0, classCount)
            .mapToObj(Integer::toString)
            .collect(ImmutableList.toImmutableList()));
  }

  /**
   * Images with their labels, as a classification.
   *
   * @param classNames the name of label 0, of label 1, ...
   */
  public static Dataset dataset(Path images, Path labels, List<String> classNames) {
    checkClassCount(classNames.size());
    IdxFile imageFile = IdxFile.check(images, 2, 4);
    IdxFile labelFile = IdxFile.check(labels, LABEL_RANK, LABEL_RANK);
    if (imageFile.rows() != labelFile.rows()) {
      throw DataFormatException.atByte(
          labels,
          4,
          "there must be as many labels as images, got %d labels, %d images in %s"
              .formatted(labelFile.rows(), imageFile.rows(), Names.printable(images.toString())));
    }
    DMatrixRMaj classes = readLabels(labelFile, classNames.size());
    List<String> pixelNames =
        IntStream.range(0, imageFile.cols())
            .mapToObj(pixel -> "pixel" + pixel)
            .collect(ImmutableList.toImmutableList());
    return new Dataset(readImages(imageFile), classes, pixelNames, classNames);
  }

  /** A new n x d matrix of n images with d pixels each, scaled to 0..1. */
  public static DMatrixRMaj images(Path images) {
    return readImages(IdxFile.check(images, 2, 4));
  }

  /**
   * A new n x 1 matrix of class indices.
   *
   * @param classCount K, 1 to 256; a label must be below it
   */
  public static DMatrixRMaj labels(Path labels, int classCount) {
    checkClassCount(classCount);
    return readLabels(IdxFile.check(labels, LABEL_RANK, LABEL_RANK), classCount);
  }

  private static DMatrixRMaj readImages(IdxFile file) {
    DMatrixRMaj pixels = new DMatrixRMaj(file.rows(), file.cols());
    double[] values = pixels.data;
    file.read((index, value) -> values[index] = value / BRIGHTEST);
    return pixels;
  }

  private static DMatrixRMaj readLabels(IdxFile file, int classCount) {
    DMatrixRMaj classes = new DMatrixRMaj(file.rows(), 1);
    file.read(
        (index, label) -> {
          if (label >= classCount) {
            throw file.entryFault(
                LABEL_RANK,
                index,
                "a label must be below %d, the number of classes, got %d"
                    .formatted(classCount, label));
          }
          classes.data[index] = label;
        });
    return classes;
  }

  private static void checkClassCount(int classCount) {
    checkArgument(
        classCount >= 1 && classCount <= 256,
        "idx: the number of classes must be from 1 to 256, got %s",
        classCount);
  }
}
