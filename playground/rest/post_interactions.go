package rest

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"lede/playground/rules"
	"lede/playground/wire"
	"lede/playground/world"
)

// poster posts interactions to the bot, signed with its own key.
type poster struct {
	url    string
	key    ed25519.PrivateKey
	client *http.Client
}

// newPoster returns nil without an address: interactions then go over the gateway.
func newPoster(url string, answerWithin time.Duration) *poster {
	if url == "" {
		return nil
	}
	_, key, _ := ed25519.GenerateKey(rand.Reader) // crypto/rand does not fail
	return &poster{url: url, key: key, client: &http.Client{Timeout: answerWithin}}
}

// address returns nil, null in JSON, without an address.
func (p *poster) address() any {
	if p == nil {
		return nil
	}
	return p.url
}

// PublicKey returns the key with which the bot verifies posted interactions; "" when they go over the gateway.
func (s *API) PublicKey() string {
	if s.poster == nil {
		return ""
	}
	return hex.EncodeToString(s.poster.key.Public().(ed25519.PublicKey))
}

// postInteraction posts an interaction to the bot, which responds with 202 and calls back, or with the first answer. All else is listed as a refusal.
func (s *API) postInteraction(i *world.Interaction, asked wire.Object) {
	body, _ := json.Marshal(asked) // decoded JSON or our own maps
	go func() {
		status, answer, err := s.poster.send(body)
		if err == nil && status == http.StatusAccepted {
			return
		}
		s.Lock()
		defer s.Unlock()
		if err == nil && status == http.StatusOK {
			err = s.answeredWith(i, answer)
		}
		if err != nil || status != http.StatusOK {
			s.refusals = append(s.refusals, fmt.Sprintf("POST %s: an interaction was answered with %d, %v", s.poster.url, status, err))
		}
	}()
}

// answeredWith carries out a first answer that came as the response.
func (s *API) answeredWith(i *world.Interaction, answer []byte) error {
	var o wire.Object
	if err := json.Unmarshal(answer, &o); err != nil {
		return fmt.Errorf("reading the answer: %w", err)
	}
	return s.callBack(i, &ask{body: o})
}

// send signs a body and posts it.
func (p *poster) send(body []byte) (status int, answer []byte, err error) {
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	r, err := http.NewRequest(http.MethodPost, p.url, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Signature-Timestamp", stamp)
	r.Header.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(p.key, append([]byte(stamp), body...))))
	res, err := p.client.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = res.Body.Close() }()
	answer, err = io.ReadAll(io.LimitReader(res.Body, rules.MaxBody))
	return res.StatusCode, answer, err
}
