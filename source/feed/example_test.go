package feed_test

import (
	"fmt"

	"lede/source/feed"
)

func ExampleParse() {
	f, err := feed.Parse([]byte(`<rss><channel><title>Harbour Post</title>
		<item><title>Bread & butter</title><guid isPermaLink="true">https://harbour.example/1</guid>
		<item><title>Ferry stops</title><link>/2</link>`), feed.Options{Address: "https://harbour.example/feed"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, i := range f.Items {
		fmt.Println(i.Title, i.Link)
	}
	fmt.Println("read in part:", f.Partly)
	// Output:
	// Bread & butter https://harbour.example/1
	// read in part: true
}
