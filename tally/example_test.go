package tally_test

import (
	"fmt"
	"time"

	"lede/tally"
)

func ExampleTimes() {
	var answers tally.Times
	answers.Add(3 * time.Millisecond)
	answers.Add(2 * time.Second)
	s := answers.Read()
	fmt.Println(s.Count, s.Sum)
	for i, n := range s.UpTo[:2] {
		fmt.Println("up to", tally.Bounds[i], n)
	}
	// Output:
	// 2 2.003s
	// up to 1ms 0
	// up to 5ms 1
}
