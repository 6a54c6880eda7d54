package markup_test

import (
	"fmt"

	"lede/cards/markup"
)

// A stranger's words show as just those words: no formatting, no mention, no link.
func ExampleEscape() {
	fmt.Println(markup.Escape("**free** @everyone [here](https://x.example)"))
	// Output:
	// \*\*free\*\* \@everyone \[here\]\(https\:\/\/x.example\)
}
