package briefing_test

import (
	"fmt"

	"lede/briefing"
)

func ExampleParse() {
	a, err := briefing.Parse("Old bridge to close\n\nThe old bridge will be closed for three weeks, the mayor of Lowbridge, Ada Quill, said on Monday. "+
		"“We cannot take chances with the bridge,” Quill said.\n", briefing.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Title)
	for _, p := range a.People {
		fmt.Printf("%s, %s\n", p.Name, p.Role)
	}
	for _, q := range a.Quotes {
		fmt.Printf("%s: %s\n", q.Speaker, a.At(q.Span))
	}
	// Output:
	// Old bridge to close
	// Ada Quill, mayor of Lowbridge
	// Ada Quill: “We cannot take chances with the bridge,”
}
