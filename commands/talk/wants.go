package talk

import (
	"slices"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
)

// sceneIn returns the place at the end of a question: “what happened at the harbour”; "" for none.
func sceneIn(list []message.Word) string {
	n := len(list)
	if n < 3 || list[n-2].Fold != "the" || list[n-3].Fold != "at" && list[n-3].Fold != "in" {
		return ""
	}
	return list[n-1].Fold
}

// WantsSummary reports whether a message asks for a whole article by what its headline and dateline name: “what happened in Harwick?”
func WantsSummary(a *briefing.Article, text string) bool {
	if len(Named(a, text)) > 0 {
		return false // “what happened to Varga?”
	}
	heads := message.Stems(a.Title, a.Language)
	for _, m := range a.Places {
		for _, at := range m.Mentions {
			if at.Sentence == 0 {
				heads[words.FormOf(words.Fold(m.Name), a.Language).Stem] = true
			}
		}
	}
	list, named := message.Words(message.Plain(text)), 0
	if scene := sceneIn(list); scene != "" && isScene(a, scene) {
		heads[words.FormOf(scene, a.Language).Stem] = true
	}
	list = slices.DeleteFunc(list, func(t message.Word) bool {
		head := message.AboutSomething(t) && heads[words.FormOf(t.Fold, a.Language).Stem]
		if head {
			named++
		}
		return head
	})
	w := message.WishIn(list, message.Marked(text))
	return named > 0 && len(list) > 0 && (w == message.Summary || w == message.Headlines) // “what's going on with the bridge?”
}

// isScene reports whether an article mentions a thing repeatedly: “what happened at the airport?”
func isScene(a *briefing.Article, noun string) bool {
	const often = 3
	stem, n := words.FormOf(noun, a.Language).Stem, 0
	for i := range a.Sentences {
		if message.Stems(a.SentenceText(i), a.Language)[stem] {
			n++
		}
	}
	return n >= often
}
