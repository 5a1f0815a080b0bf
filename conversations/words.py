"""The machinery's own sentences, in the Portuguese of the people who use it."""

BACK = "Voltar"
CANCEL = "Cancelar"
FORWARD = "Avançar"
KEEP = "Manter como está"
USE_ANYWAY = "Usar assim mesmo"
YES_CANCEL = "Sim, cancelar"
NO_GO_ON = "Não, continuar"
CORRECT = "Corrigir {title}"
CORRECT_THIS = "Corrigir"

REVIEW = "Revisão"
HEADING = "Etapa {number} de {total} · {title}"
WHAT_TO_CORRECT = "O que você quer corrigir?"
NOW = "Agora está: {value}"
BEFORE = "Antes você respondeu: {value}"
STOPPED_AT = "Você parou em: {where}."
STATES = {"review": "revisão dos dados", "edit": "correção dos dados", "cancel": "pedido de cancelamento"}
FIRST_QUESTION = "Esta é a primeira pergunta, não há o que voltar."
OLD_BUTTON = "Esse botão é de uma pergunta anterior. A pergunta de agora é esta:"
YOU_SAID = "Você mandou: “{text}”"
ERASED = "🔒 Apaguei da conversa a mensagem com a senha."
NOT_ERASED = (
    "⚠️ Não consegui apagar a mensagem com a senha. Apague você: toque e segure a mensagem e escolha Apagar."
)
ERASED_GUESS = "🔒 Apaguei sua mensagem da conversa, para o caso de ela ter uma senha."
NOT_ERASED_GUESS = (
    "⚠️ Se a sua mensagem tinha uma senha, apague você, que eu não consigo: toque e segure a mensagem e escolha "
    "Apagar."
)
ERASES = "Apago a mensagem da conversa assim que ela chegar."
STAYS = (
    "⚠️ Aqui não consigo apagar o que você mandar. Se outra pessoa usa este aparelho, prefira voltar e "
    "escolher que o cliente crie a senha por um link."
)

OUR_FAULT = (
    "Algo deu errado aqui, e não foi culpa sua. O que você respondeu antes está guardado. "
    "Mande de novo, ou mande “oi” para ver onde parou."
)

MEDIA = {
    "photo": "uma foto",
    "sticker": "uma figurinha",
    "voice": "um áudio",
    "audio": "um áudio",
    "video": "um vídeo",
    "video_note": "um vídeo",
    "animation": "um GIF",
    "poll": "uma enquete",
    "document": "um arquivo",
    "location": "uma localização",
    "contact": "um contato",
}

ERRORS = {
    "choice.gone": "Essa opção não vale mais. A pergunta de agora é esta:",
    "plans.gone": "Um dos planos escolhidos não é mais vendido. Escolha de novo.",
    "choice.unknown": "Não entendi. Toque em um dos botões, ou escreva o que está escrito nele.",
    "text.unexpected": "Não entendi. Toque em um dos botões abaixo.",
    "wait": "Ainda estou consultando, leva alguns segundos. Espere, ou toque em “Preencher à mão”.",
    "media": "Recebi {kind}, mas só sei ler texto. Responda por escrito, ou toque em um dos botões.",
    "media.picture": "Isso não é uma imagem que eu consiga usar. Mande uma foto ou um arquivo JPEG ou PNG, ou toque em um dos botões.",
    "media.unknown": "Recebi algo que não sei ler: só entendo texto. Responda por escrito, ou toque em um dos botões.",
    "contact.unknown": "Por aqui não vejo o seu número. Escreva com DDD. Exemplo: (11) 98765-4321.",
    "name.short": "O nome precisa de pelo menos {least} letras. Exemplo: Maria Souza.",
    "name.long": "Este texto tem {length} letras; cabem no máximo {most}. Abrevie e mande de novo.",
    "name.letters": "Um nome precisa ter letras. Exemplo: Maria Souza, ou Padaria Sol Ltda.",
    "phone.form": (
        "Este número de telefone não existe no Brasil. Mande o DDD e o número. Exemplo: (11) 98765-4321."
    ),
    "phone.foreign": "Este telefone não é do Brasil. Mande um número com DDD. Exemplo: (11) 98765-4321.",
    "email.form": "Este e-mail não está completo. Um e-mail tem nome, @ e endereço. Exemplo: maria@empresa.com.br.",
    "password.short": "A senha precisa de pelo menos {least} caracteres, e a que você mandou tem {length}.",
    "password.long": "A senha pode ter no máximo {most} caracteres, e a que você mandou tem {length}.",
    "tax_id.length": (
        "O que você mandou tem {length}. Um CNPJ tem 14 e um CPF tem 11. "
        "Exemplo: 12.345.678/0001-95. Confira e mande de novo."
    ),
    "tax_id.characters": (
        "Um CNPJ tem só números e letras, e um CPF só números. Exemplo: 12.345.678/0001-95. Confira e mande de novo."
    ),
    "cnpj.digits": (
        "Este CNPJ não confere: os dois últimos números não combinam com os outros. "
        "Algum número deve estar trocado. Exemplo de CNPJ: 12.345.678/0001-95. Confira e mande de novo."
    ),
    "cpf.digits": (
        "Este CPF não confere: os dois últimos números não combinam com os outros. "
        "Algum número deve estar trocado. Exemplo de CPF: 123.456.789-09. Confira e mande de novo."
    ),
    "cnpj.repeated": (
        "Nenhum CNPJ repete o mesmo número do começo ao fim. "
        "Exemplo de CNPJ: 12.345.678/0001-95. Confira e mande de novo."
    ),
    "cpf.repeated": (
        "Nenhum CPF repete o mesmo número do começo ao fim. "
        "Exemplo de CPF: 123.456.789-09. Confira e mande de novo."
    ),
    "state.unknown": "Não conheço este estado. Mande a sigla ou o nome. Exemplo: SP ou São Paulo.",
    "ie.characters": (
        "Neste estado ({state}), a Inscrição Estadual tem só números. Exemplo: {example}. "
        "Confira e mande de novo."
    ),
    "ie.length": (
        "Neste estado ({state}), a Inscrição Estadual tem {expected}; a que você mandou tem {length}. "
        "Exemplo: {example}. Confira e mande de novo."
    ),
    "ie.digits": (
        "Esta Inscrição Estadual não confere com as regras do estado ({state}): os números de conferência não combinam com os outros. "
        "Algum número deve estar trocado. Exemplo: {example}. Confira e mande de novo."
    ),
    "ie.repeated": (
        "Nenhuma Inscrição Estadual do estado ({state}) repete o mesmo número do começo ao fim. "
        "Exemplo: {example}. Confira e mande de novo."
    ),
    "ie.category": (
        "Neste estado ({state}), o terceiro e o quarto números de uma Inscrição Estadual de 11 dígitos são 01, 02, 03 ou 99; "
        "os da que você mandou são {found}. Exemplo: {example}. Confira e mande de novo."
    ),
    "ie.prefix": (
        "Neste estado ({state}), as Inscrições Estaduais que conheço começam com {expected}; esta começa de outro jeito. Exemplo: {example}. "
        "Se tiver certeza, toque em “Usar assim mesmo”; se não, mande o número certo."
    ),
    "city.unknown": "Não encontrei esta cidade em {state}. Confira como se escreve. Exemplo: {example}.",
    "city.like": "Não encontrei esta cidade em {state}. É uma destas? Se não, escreva de novo.",
    "cep.form": "Um CEP tem 8 números; o que você mandou tem {length}. Exemplo: 01310-100.",
    "text.characters": (
        "O sinal {character} não pode ir em uma nota fiscal. Mande só letras, números e pontuação. Exemplo: {example}."
    ),
    "address.short": "Ficou curto: preciso de pelo menos {least}. Exemplo: {example}.",
    "address.long": "Este texto tem {length} letras; na nota fiscal cabem no máximo {most}. Abrevie e mande de novo.",
}
