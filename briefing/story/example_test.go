package story_test

import (
	"fmt"

	"lede/briefing"
	"lede/briefing/story"
)

// Two papers report one fire, and count the dead differently: both figures are shown, each as its paper has it.
func ExampleDifferences() {
	var articles []*briefing.Article
	for _, text := range []string{
		"Ten people died when a fire swept through a hotel in Port Vell on Monday night, the fire brigade said.",
		"At least 12 people died when a fire swept through a hotel in Port Vell, officials said on Tuesday.",
	} {
		a, err := briefing.Parse(text, briefing.Options{Title: "Fire in a hotel in Port Vell", Language: "en"})
		if err != nil {
			fmt.Println(err)
			return
		}
		articles = append(articles, a)
	}
	for _, difference := range story.Differences(articles) {
		for _, one := range difference {
			fmt.Println(one.Words(articles[one.Article]))
		}
	}
	// Output:
	// Ten people
	// At least 12 people
}
