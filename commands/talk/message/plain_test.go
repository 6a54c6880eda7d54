package message_test

import (
	"strings"
	"testing"

	"lede/commands/talk/message"
)

// TestAQuestionIsReadWithoutWhatIsAroundIt.
func TestAQuestionIsReadWithoutWhatIsAroundIt(t *testing.T) {
	for text, want := range map[string]string{
		"hey, who is Freya Holt?": "who is Freya Holt?", "Cool! How old is she? Thanks.": "How old is she?", "whos that": "who is that", "Whats her name?": "what is her name?",
		"ok thx bye": "bye", "Good, Ada Quill, the mayor": "Ada Quill, the mayor", "who are Coz and Yr?": "who are Coz and Yr?", "what did Dr. Holt say, please?": "what did Dr. Holt say?", "…": "…", "": "",
		"how much to fix it?": "how much will it cost", "how long to mend the roof?": "how long will it take to mend the roof?",
		"how much to each family?": "how much to each family?", "how much to date has been raised?": "how much to date has been raised?",
	} {
		if got := message.Plain(text); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

// TestAMessageMayAskSeveralQuestions, parted by a sign or by “and”.
func TestAMessageMayAskSeveralQuestions(t *testing.T) {
	for text, want := range map[string]string{
		"who won? and when is the final?":               "who won?|and when is the final?",
		"how much is it and who pays":                   "how much is it|and who pays",
		"who scored, and when was that?":                "who scored|and when was that?",
		"hey! what did she say? was he there?":          "what did she say?|was he there?",
		"when she fell, was she hurt?":                  "",
		"why?":                                          "",
		"what did he say about the road and the bridge": "",
		"when and where is it":                          "",
		"i like it. who is he?":                         "",
		"who? when? where? why?":                        "", // more than are answered
	} {
		if got := strings.Join(message.Questions(text), "|"); got != want {
			t.Errorf("%q asks %q, want %q", text, got, want)
		}
	}
}

// TestOKEndsAQuestion and asks something there, whatever is exclaimed before it.
func TestOKEndsAQuestion(t *testing.T) {
	for text, want := range map[string]string{"omg is he ok": "is he ok", "is she alright": "is she alright", "r they ok": "are they ok", "who won ok": "who won ok", "the key points ok": "the key points"} {
		if got := message.Plain(text); got != want {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}

// TestTheTongueOfAMessageIsToldFromEnglish.
func TestTheTongueOfAMessageIsToldFromEnglish(t *testing.T) {
	for text, want := range map[string]string{
		"wie viele tote gibt es": "de", "combien de morts": "fr", "cuántos muertos hay": "es", "quantos mortos há": "pt-BR", "скільки загиблих": "uk",
		"how many died": "", "who is in the hotel": "", "": "", "qzx wvv": "",
	} {
		if got := message.Tongue(text); got != want {
			t.Errorf("%q is taken for %q, want %q", text, got, want)
		}
	}
}
