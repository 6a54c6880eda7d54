package main

import (
	"fmt"

	"lede/desk/stories"
)

// reportAlone prints how well two articles of one event are told from those of two when judged in isolation, as on a server with few
// sources: no other articles show what is common.
func reportAlone(file, half string, show bool) error {
	all, err := readDated(file, half)
	if err != nil {
		return err
	}
	there, found, apart, joined := 0, 0, 0, 0
	for i, a := range all {
		for _, b := range all[i+1:] {
			if a.Topic != b.Topic {
				continue
			}
			list := stories.Group([]stories.Article{{ID: a.ID, Signature: a.signature}, {ID: b.ID, Signature: b.signature}}, nil)
			one, known := len(list) == 1, a.Story == b.Story
			switch {
			case known && one:
				found++
			case one:
				joined++
			}
			if known {
				there++
			} else {
				apart++
			}
			if show && one != known {
				fmt.Printf("of one event %v, told so %v: %s ~ %s\n", known, one, a.Title, b.Title)
			}
		}
	}
	fmt.Printf("%-20s two by two:          %d of %d of one event joined, %d of %d of two\n", file[len("briefing/story/testdata/"):]+", "+half, found, there, joined, apart)
	return nil
}

// reportMixed prints how well the title of one article is told to be of the event of another's text, two by two, over all our articles of a half.
func reportMixed(half string) error {
	there, found, joined := 0, 0, 0
	for _, file := range append([]string{outletsFile}, mixedFiles...) {
		all, err := readDated(file, half)
		if err != nil {
			return err
		}
		for i, a := range titlesOf(all) {
			for j, b := range all {
				if i == j || !a.signature.Headline || b.signature.Headline {
					continue
				}
				same := a.Story == b.Story
				if same {
					there++
				}
				list := stories.Group([]stories.Article{{ID: a.ID, Signature: a.signature}, {ID: b.ID, Signature: b.signature}}, nil)
				switch {
				case len(list) > 1:
				case same:
					found++
				default:
					joined++
				}
			}
		}
	}
	fmt.Printf("%-20s two by two:          %d of %d of one event joined, %d of two\n", "title and text, "+half, found, there, joined)
	return nil
}
