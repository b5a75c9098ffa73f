// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Writes a file whole or not at all: a temporary file beside the target, then an atomic move. */
public final class AtomicFile {
  private static final int BUFFER_BYTES = 1 << 16;

  /** What programs ask for when they make a file. */
  private static final Set<PosixFilePermission> USUAL =
      PosixFilePermissions.fromString("rw-rw-rw-");

  private AtomicFile() {}

  /** What is written. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything to the stream, which the caller closes. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes the content to the target. If anything fails, an older file at the target stays as it
   * was and the temporary file is removed.
   *
   * <p>The temporary file can be read by its owner only. Once moved it gets the rights of the older
   * file, or else those of any new file.
   *
   * @throws IOException if the folder does not exist, the target is a folder, or writing fails
   */
  public static void write(Path target, Content content) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path folder = absolute.getParent();
    Path name = absolute.getFileName();
    if (folder == null || name == null || Files.isDirectory(absolute)) {
      throw new IOException("write: target must be a file, got " + target);
    }
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString(), null, "write: the folder must exist");
    }
    Optional<Set<PosixFilePermission>> rights = rightsOf(absolute, folder);
    Path temporary = Files.createTempFile(folder, "." + name, ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
          OutputStream out =
              new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES)) {
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
      if (rights.isPresent()) {
        Files.setPosixFilePermissions(absolute, rights.get());
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** The rights that the target is to have; none where the file system knows no such rights. */
  private static Optional<Set<PosixFilePermission>> rightsOf(Path target, Path folder)
      throws IOException {
    if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) == null) {
      return Optional.empty();
    }
    if (Files.exists(target)) {
      return Optional.of(Files.getPosixFilePermissions(target));
    }
    // Only the making of a file tells what the process's mask leaves of the usual rights.
    Path probe =
        Files.createTempFile(
            folder, ".rights", ".tmp", PosixFilePermissions.asFileAttribute(USUAL));
    try {
      return Optional.of(Files.getPosixFilePermissions(probe));
    } finally {
      Files.delete(probe);
    }
  }
}
