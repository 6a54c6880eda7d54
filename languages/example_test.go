package languages_test

import (
	"fmt"

	"lede/languages"
	"lede/problem"
)

func ExampleLanguage_Text() {
	for _, locale := range []string{"en-GB", "de", "uk"} {
		l := languages.For(locale)
		fmt.Println(l.Text("count.articles", "n", 1), "·", l.Text("count.articles", "n", 5))
	}
	// Output:
	// 1 article · 5 articles
	// 1 Artikel · 5 Artikel
	// 1 стаття · 5 статей
}

// A problem has a code and arguments; the words for it are the reader's.
func ExampleLanguage_Explain() {
	err := fmt.Errorf("setting a digest: %w", problem.New("zone.unknown", "zone", "Mars/Olympus"))
	message, hint, ok := languages.For("en").Explain(err, func(s string) string { return s })
	fmt.Println(ok)
	fmt.Println(message)
	fmt.Println(hint)
	// Output:
	// true
	// There is no time zone “Mars/Olympus”.
	// Write a large city in it, or one like Europe/Paris or UTC.
}
