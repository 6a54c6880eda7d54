package rank

import (
	"strings"
	"testing"
)

// TestEveryWeightIsInTheFile asks that weights.txt has each number, and that none is out of all proportion.
func TestEveryWeightIsInTheFile(t *testing.T) {
	for name, v := range Learned().Numbers() {
		if !strings.Contains(weightsFile, "\n"+name+"\t") {
			t.Errorf("weights.txt has no %q", name)
		}
		if *v > 10 || *v < -10 {
			t.Errorf("%s is %.1f", name, *v)
		}
	}
}
