package filter

import "lede/briefing"

// ItemOf returns an article as filters look at it.
func ItemOf(a *briefing.Article) Item {
	i := Item{Title: a.Title, Text: a.Text, Language: a.Language}
	for _, p := range a.People {
		i.People = append(i.People, p.Name)
		i.People = append(i.People, p.Aliases...)
	}
	for _, p := range a.Places {
		i.Places = append(i.Places, p.Name)
	}
	return i
}
