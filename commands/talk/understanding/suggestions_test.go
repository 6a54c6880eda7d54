package understanding_test

import (
	"slices"
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/commands/talk/understanding"
)

// TestNoQuestionIsOfferedInHalfALanguage: “How many مليون?” is asked by nobody.
func TestNoQuestionIsOfferedInHalfALanguage(t *testing.T) {
	const arabic = "الحكومة تعلن خطة جديدة للمياه\n\nأعلنت الحكومة يوم الأربعاء خطة جديدة لتوفير المياه في الجنوب. وقال وزير المياه أحمد حسن إن الخطة ستكلف 300 مليون دولار."
	for text, want := range map[string]bool{arabic: false, "Ferry sinks\n\nThe ferry sank on Monday with 300 passengers on board, the harbour office said. It will be raised in the spring.": true} {
		a, err := briefing.Parse(text, briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		list := understanding.Suggestions(answer.NewIndex(a), nil, "")
		if got := slices.ContainsFunc(list, func(q string) bool { return strings.HasPrefix(q, "How many") }); got != want {
			t.Errorf("%q offers %q", a.Title, list)
		}
	}
}
