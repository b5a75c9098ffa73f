// SPDX-License-Identifier: Apache-2.0
/** The problems written with EJGrad's public API, as its users would write them. */
@NullMarked
package org.ejgrad.benchmarks.ours;

import org.jspecify.annotations.NullMarked;
