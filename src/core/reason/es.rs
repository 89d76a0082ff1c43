//! Spanish, written as it is looked up: without accents, `ñ` as `n`.

use super::words::Words;

/// The words of Spanish, by what they do for a reason.
pub(super) static WORDS: Words<'static> = Words {
    empty: "el la los las lo un una unos unas de del al a en con por para sobre entre desde hasta \
        segun que quien* cual* cuando donde como cuanto porque y e o u si mas menos muy mucho* \
        mucha* poco* poca* tan tanto* todo* toda* algo alguien algun* otro* otra* mismo* misma* \
        este esta esto estos estas ese esa eso esos esas aquel* yo me mi mis mio mia tu te ti tus \
        usted* nos nosotros nuestr* os su sus se le les ella* ellos es son soy eres somos era \
        eran fue fueron ser sea sean seria sido esta* estan estoy estar ha he han has hemos haber \
        habia hay hubo tiene* tengo tener tenia* hace hacer hacen hago hizo haga va van voy ir \
        vaya puede* puedo podria* poder debe* deberia* quiero quiere* querer sabe* saber creo \
        cree pienso parece* veo ve ves ver visto mira dice* decir digo dijo dicho pone* poner \
        puesto da dar doy entiend* entender guard* pregunt* aparece* sale* saca* hablar pasa \
        sigue ya aun todavia tambien siempre ahora hoy luego antes despues entonces pues solo \
        solamente simplemente realmente totalmente completamente absolutamente verdad \
        sinceramente francamente honestamente demasiado demasiada* bastante casi asi aqui ahi \
        alli vez veces cosa* tipo parte caso razon motivo manera forma sentido ok okay hola vale \
        claro gracias favor por_favor perdon recuerdo* memoria* nota notas entrada* dato* \
        informacion* contenido* detalle* texto* respuesta* mensaje* resultado* comentario* \
        elemento* ia bot asistente* mem0 feedback borra* borre* elimin* quitar quita quiten \
        quitenlo quitalo cambi* corrij* corregir gente persona* idea ni_idea punto grande* gran \
        puro pura autentic* verdader* desear *mente siento sienten disculp* menuda menudo sigan \
        sigo segui* acuerdo acuerd* conozco conoce* olvid* siquiera jaja* jeje* uf ay eh oye \
        hombre tio ayer pronto cerca lejos arriba abajo dentro fuera detras delante mediante \
        durante contra bajo tras ante mientras cada ambos varios varias demas cualquier* tal \
        tales cuyo aquello conmigo contigo vamos vayan venga ven viene* trae* lleva* queda* quedo \
        deja* dejen usa usan uso usar busca* prueba* intenta* escrib* escrito lee leer leido \
        habl* cuestion tema temas asunto nivel hecho toda_la adios buenos_dias saludos amigo etc \
        ah oh bah ja no_se se_que cosa_asi supon* supuesto por_supuesto desde_luego ahora_mismo \
        igual absoluto absoluta total completo completa entero entera mero mera propio propia \
        palabra* frase* propuesta* sugerencia* afirmacion* final fin principio momento* tiempo \
        rato dia vez_mas de_nuevo nuevo nueva primera primero segundo ultimo ultima acaba* volver \
        vuelve* empez* haced haz poned escucha* fijaos fijate imagin* quede nomas ahorita che \
        pues_nada donde_sea realidad general concreto especial lugar razones sobra* cogerlo coge* \
        podria_estar pff puf ojala explic* cuent* coger sucede* ocurre* necesit* merece* dios \
        madre_mia joder cono carajo hostia anda venga_ya nuevos nuevas viejo_truco importante* \
        dificil* facil* posible* imposible* largo corto grandes pequen* rapido lento seguro \
        segura junto juntos q xq pq tb porfa porfavor plis hombre_no vaya_cosa mismito tantas \
        tantos unico unica meter mete* metido sac* paso pasa* llega* llego logra* consigue* \
        conseg* sirva sirvio estuvo estuvieron hicieron hagan pongan digan sepa sepan lado partes \
        tampoco_es conste ven_aqui mmm mm hmm muestr* mostr* aparec* muestre* encuentr* encontr* \
        salen salio salga sacan sacar vuelva* pare* parad parar basta detener deten* repit* \
        repet* cuenten hablen existe* resulta* resulto trata tratar llamar mand* enviar obtien* \
        obten* conoc* ensen* presenta* anda* ande bien_bien ningun_modo absoluto_no en_absoluto \
        mas_bien tirando_a mayor menor parcial* leve_mente motivos clase clases deci decis sos \
        vos podes queres tenes haces ustedes_saben cada_vez siempre_lo nomas_eso lados maneras \
        modo modos rollo",
    praise: "excelente* genial* perfect* util utiles acert* estupend* maravillos* fantastic* \
        increible* fenomenal guay chul* bonit* magnific* brillante* fabulos* super ideal* preciso \
        precisa buenisim* de_acuerdo bravo impecable* practic* valios* ayuda* espectacular* \
        notable* sobresaliente* felic* enhorabuena mola* chevere* bacan* barbaro* eficaz* \
        eficiente* buen_trabajo impresionant* lindo linda hermos* sensacional* divin* \
        inmejorable* magistral* atinad* a_la_perfeccion maravilla* joya encantad* satisf* \
        adecuad* apropiad* guau wow agradable* satisfech* contento contenta feliz buen_punto \
        de_lujo de_diez de_maravilla a_gusto chido chida copado joyita admirable* ejemplar* \
        inteligente* logrado logrados agradec* bien_hecho sirve_mucho me_ayuda_mucho \
        funciono_bien perfeccion acertadisim* utilisim* graciasss superbien bienhecho",
    blame: "mal mala malas malo malos malisim* pesim* horrible* horror* terrible* incorrect* \
        equivocad* error* errone* fals* inutil* tont* estupid* basura* porqueria* mierda* asco \
        asquer* fatal desastr* absurd* ridicul* patetic* peor* lamentable* inaceptable* \
        decepcion* odi* vergonz* verguenza chorrada* bobada* disparate* inservible* feo fea \
        idiot* mentira* inexact* no_sirve no_me_sirve no_vale no_me_gusta deja_mucho_que_desear \
        deja_que_desear sin_sentido imprecis* espantos* penos* nefast* cutre* fuera_de_lugar \
        chapuza* birria* bazofia timo lio pesad* molest* irritant* frustrant* pobre* deficiente* \
        insuficiente* desacert* disparatad* burrada* patran* trola* embuste* inadmisible* \
        inadecuad* inapropiad* no_tiene_sentido no_es_cierto no_es_verdad ni_de_lejos triste* \
        pena lastima gilipoll* cagada* mier* chungo chunga defectuos* incomprensible* ilogic* \
        repugnant* insoportable* indignant* verguenz* mentir* no_funciona no_va enganos* \
        insatisf* nefasto ningun_sentido engan* pifia* metedura* que_va roto rota fall* que_pena \
        no_hay_por_donde* puaj lastimos* deplorable* grotesc* penosa mediocridad floj* absurdez \
        necio necia bobo boba burro burra zoquete desagradable* odioso pesima cochinada cagad* \
        jodid* inepto inept* inaudit* fracas* fiasco bochorn* vomit* tremendo_error disgust* \
        molesto nada_bien nada_util no_ayuda no_aporta sin_valor sin_utilidad perdida_de_tiempo \
        engano chafa chapucer* innecesari* molestos no_me_ayuda no_ayuda_nada irrelevancia \
        superflu* inoportun* debil* inquietant* perturbador* enojos* enfad* cabre* harto harta \
        hart* aburrid* agobi* cansin* incoherent* ineficaz* ineficient* malogrado insatisfactori* \
        sobrant* trist* infum* soso sosa dementes loco loca locura",
    shrug: "buen bueno* buena* bien correct* exact* ciert* gusta* encanta* regular* mejor* raro* \
        rara* extran* normal* aceptable* mediocre* pasable* mas_o_menos interesante* curios* \
        sirve* confus* problema* calidad conven* esperaba trabajo funcion* labor gran_cosa \
        normalito del_monton sorprend* llamativ* divertid* gracios* satisfactori* promedio \
        corriente* insulso insulsa flojo floja justito estrella* nota_media opinion logic* \
        mejora* meh importa* mejorable* aprobado suspenso menos_mal decente* tolerable* \
        sospechos* dudos* claro_oscuro convincente* convence* pse psche asi_asi satisfac* \
        cumplidor ayuda mejorar mejora se_puede_mejorar complicad* suficient* valor utilidad \
        valid* entretenid* razonable*",
    merits: "relevante* pertinente* actualizad* vigente* oportun*",
    defects: "desactualizad* obsolet* caduc* viej* anticuad* irrelevante* duplicad* repetid* \
        contradi* incomplet* vago vaga ambigu* inventad* nunca_dije nada_que_ver \
        no_tiene_nada_que_ver no_tiene_que_ver no_dije fuera_de_contexto confund*",
    qualities: "broma* ironi* privad* personal* confidencial* contexto*",
    negations: "no nunca jamas ni nada ningun* sin tampoco nadie",
    contrasts: "pero aunque sino sin_embargo en_vez salvo excepto a_pesar en_lugar",
    reports: "dice dicen decia afirma* pone menciona*",
    achievements: "recuerda recordo recordar sabia acert* acordo anoto reconoc* entendio evito \
        ayudo",
    reservations: "deb* borra* borre* elimin* olvid* quita* era eran fue actualice* actualizar \
        falta* ya_no seria",
    suggestions: [
        "Añada unas palabras: ¿qué detalle es y qué pasa con él?",
        "Diga qué es bueno o malo: qué detalle es correcto o falso, o si está desactualizado, no viene \
         al caso, está duplicado o nunca se dijo.",
        "Nombre de qué se trata: una persona, una fecha, un lugar, una preferencia o el error.",
        "Dígalo con palabras: ¿qué detalle es correcto o falso, por ejemplo un nombre o una fecha?",
        "Escriba una frase normal, sin ponerlo todo en mayúsculas.",
        "Las palabras dicen lo contrario de la valoración: cambie una de las dos, o diga qué es bueno y \
         qué no.",
        "No incluya correos electrónicos ni números de teléfono, tarjeta, cuenta o identidad: nombre \
         solo el detalle, por ejemplo «el número de teléfono es antiguo».",
    ],
};
