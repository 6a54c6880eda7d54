package said

// verbOfSpeech reports whether token v may be a verb whose subject speaks.
func (a *attribution) verbOfSpeech(v int) bool {
	t := a.Tokens[v]
	return t.Word() && a.Words.Speech[t.Lower] && !(t.Lower == "told" && a.onlyHears(v))
}

// onlyHears reports whether the subject of "told" at token v is who hears, as nobody stands behind it who does: "Boss lied, court told", "Jury
// told of threats". A person may also tell of something.
func (a *attribution) onlyHears(v int) bool {
	if v == 0 || v+1 >= a.First[a.Tokens[v].Sentence+1] {
		return true
	}
	switch next := a.Lower(v + 1); next {
	case ":":
		return false
	case "that", "to", "he", "she", "they", "we", "i":
		return true // "Fans told to stay home", "Council told they must act"
	case "it", "you":
		return v+2 < len(a.Tokens) && a.lightWord(v+2)
	case "of", "how", "why", "about", "whether", ",", "“", "‘", "\"", "'":
		return a.Words.Hearers[a.Lower(v-1)]
	default:
		return a.Tokens[v+1].Mark()
	}
}
