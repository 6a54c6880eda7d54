// Package logistic is how small learned weights decide: the chance of something by its signs (logistic regression). It refuses to
// learn, which is done by proof/training, and to know what the signs mean.
package logistic

import (
	"math"
	"strconv"
	"strings"
)

// Chance is the probability of what has these signs. Each sign is from 0 to 1, with a weight of the same index.
func Chance(weights, signs []float64) float64 {
	sum := 0.0
	for i, v := range signs {
		sum += weights[i] * v
	}
	return 1 / (1 + math.Exp(-sum))
}

// Read fills numbers by name from a file of weights: a name, a tab and a number a line. Lines that begin with # are comments. A file
// is part of the program, so one that is damaged is a slip of ours and met by any test: Read panics.
func Read(file string, named map[string]*float64) {
	for line := range strings.Lines(file) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		name, value, _ := strings.Cut(strings.TrimSpace(line), "\t")
		v, err := strconv.ParseFloat(value, 64)
		if err != nil || named[name] == nil {
			panic("logistic: weights are damaged: " + line)
		}
		*named[name] = v
	}
}
