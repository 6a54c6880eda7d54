package opml_test

import (
	"fmt"

	"lede/source/opml"
)

// An export with a bare ampersand, and an entry without an address, which is reported.
func ExampleRead() {
	list, lines, err := opml.Read([]byte(`<opml version="2.0"><body>
	<outline text="Local">
		<outline type="rss" text="Harbour & Port" xmlUrl="https://harbour.example/feed.xml"/>
		<outline type="rss" text="No address"/>
	</outline>
</body></opml>`))
	for _, o := range list {
		fmt.Println(o.Folders, o.Name, o.Address)
	}
	for _, l := range lines {
		fmt.Println(l.Name, l.Problem)
	}
	fmt.Println(err)
	// Output:
	// [Local] Harbour & Port https://harbour.example/feed.xml
	// Harbour & Port <nil>
	// No address opml.no-address
	// <nil>
}
