package answer_test

import (
	"fmt"

	"lede/briefing"
	"lede/briefing/answer"
)

func ExampleFrom() {
	a, err := briefing.Parse("Old bridge to close\n\nThe old bridge will be closed for three weeks, the mayor of Lowbridge, Ada Quill, said on Monday. "+
		"Engineers found 14 cracks in the northern arch.\n", briefing.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, question := range []string{"How many cracks were found?", "Who won the football?"} {
		said := answer.From(a, question)
		fmt.Println(said.Answered)
		for _, s := range said.Sentences {
			fmt.Println(s.Text)
		}
	}
	// Output:
	// true
	// Engineers found 14 cracks in the northern arch.
	// false
}
