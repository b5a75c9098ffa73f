// SPDX-License-Identifier: Apache-2.0
/**
 * The problems in other frameworks, each as its users would write it; built with the Maven profile
 * {@code peers} alone.
 */
@NullMarked
package org.ejgrad.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
